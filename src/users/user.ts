/** A member, an administrator or a bot. */

export { changeRole } from "./account/roles"
export {
  begins,
  namesakesOf,
  type Suggestion,
  suggestMentions,
  suggestPeople,
} from "./autocomplete"
export { avatarPath, hoverTitle, profileStream } from "./avatars/avatar"
export { initialsOf } from "./avatars/initials-avatar"
export { contactPerson } from "./contact-person"
export { createUser, type NewUser, onUserCreated } from "./creation"
export { stillActive } from "./locking"
export { MENTION_TYPE, Mention, type Mentionable, MentionInEditor, mentionSgid } from "./mention"
export { NamesakeLine, tellApart } from "./namesakes"
export { hashPassword, passwordMatches } from "./password"
export { NewUserForm } from "./profile/forms"
export {
  changeProfile,
  giveAvatar,
  onAppearanceChanged,
  onPasswordChanged,
  readAvatar,
  removeAvatar,
} from "./profile/profile"
export { addProfileSlot, addUserPageSlot, type ProfileSlot } from "./profile/slots"
export { configureRateLimits, rateLimit } from "./rate-limits"
export { banAddresses, banUser, isBanned, unbanUser } from "./removal/ban"
export { deactivateUser } from "./removal/deactivation"
export { onUserRemoved, onUserRestored, type Removal } from "./removal/removal"
export { mayChange, type Role, type Status, type User } from "./table"
export { profilesVersion, setProfilesVersion } from "./touch"

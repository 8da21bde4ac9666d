/** A member, an administrator or a bot. */

export { changeRole } from "./account/roles"
export { avatarPath, hoverTitle, userOfAvatarToken } from "./avatars/avatar"
export { contactPerson } from "./contact-person"
export { createUser, type NewUser, onUserCreated } from "./creation"
export { lockAdministrators, lockUser, refuseLastAdministrator, stillActive } from "./locking"
export { hashPassword, passwordMatches } from "./password"
export {
  changeProfile,
  giveAvatar,
  onAppearanceChanged,
  onPasswordChanged,
  readAvatar,
  removeAvatar,
} from "./profile/profile"
export { type About, addProfileSlot, addUserPageSlot, type ProfileSlot } from "./profile/slots"
export { configureRateLimits, type Limited, rateLimit } from "./rate-limits"
export { banAddresses, banUser, isBanned, unbanUser } from "./removal/ban"
export { deactivateUser } from "./removal/deactivation"
export { onUserRemoved, onUserRestored, type Removal } from "./removal/removal"
export { mayChange, type Role, type Status, type Theme, type User } from "./table"

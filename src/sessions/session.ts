/** A user signed in on one device. */

export { activityIsDue, lastActivityOf } from "./activity"
export { allowAttempt, allowSignInAttempt } from "./attempts"
export {
  SESSION_COOKIE,
  sessionCookie,
  sessionToken,
  signedInBy,
  signedInFrom,
  signedInKey,
  signedInRows,
} from "./authentication"
export { authenticate, authorize } from "./cable"
export { closeAllSessions } from "./deactivation"
export { onSetUp, setUp } from "./first-run"
export { endOtherSessions, endSession, startSession } from "./lifecycle"
export { devicesSlot, ownTransferSlot, transferSlot } from "./profile-slots"
export { requireUser, type SignedInEnv } from "./signed-in"
export { userForPassword } from "./signing-in"

export {
  createTransfer,
  redeemTransfer,
  transferable,
  userOfTransfer,
} from "./transfers/transfer"

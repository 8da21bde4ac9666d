/** A user signed in on one device. */

export { lastActivityOf } from "./activity"
export { allowAttempt, allowSignInAttempt } from "./attempts"
export { SESSION_COOKIE, type SignedIn, sessionCookie, signedInBy } from "./authentication"
export { authenticate, authorize } from "./cable"
export { closeAllSessions } from "./deactivation"
export { onSetUp, setUp } from "./first-run"
export { type Device, endOtherSessions, endSession, startSession } from "./lifecycle"
export { userForPassword } from "./signing-in"
export type { Session } from "./table"
export {
  createTransfer,
  redeemTransfer,
  transferable,
  userOfTransfer,
} from "./transfers/transfer"

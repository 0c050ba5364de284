import type {
  ActProgress,
  AuditLine,
  ExpiryDone,
  SignOutDone,
  SignOutPlan,
  UndoDone
} from '../../shared/domain/sign-out'
import { countOf, formatCount } from '../../shared/words/numbers'
import { faultText } from './fault-text'

/** What the dialog asks. */
export function signOutTitle({ user, people, signedIn, sessions }: SignOutPlan): string {
  if (user !== null) return `Sign out ${user}?`
  if (signedIn === 0) return `End ${countOf(sessions, 'session')} of guests?`
  return people === 0 ? `End ${countOf(sessions, 'session')}?` : `Sign out ${countOf(people, 'user')}?`
}

/** What it would mean. */
export function signOutSentence(plan: SignOutPlan, ns: string): string {
  const { sessions, signedIn, people, user } = plan
  const deleted = `${countOf(sessions, 'session')} will be deleted from ${ns}.`
  const guests = sessions - signedIn
  const among =
    user === null && signedIn > 0 && (guests > 0 || people > 1)
      ? ` ${formatCount(signedIn)} of them ${signedIn === 1 ? 'is' : 'are'} signed in, of ${countOf(people, 'user')}.`
      : ''
  if (signedIn === 0) return `${deleted} Their carts and settings go with them.`
  const browsers =
    sessions === 1 ? 'in that browser' : sessions === 2 ? 'in either browser' : 'in those browsers'
  const who = user ?? (people === 1 ? 'that user' : 'they')
  return `${deleted}${among} On the next click ${browsers}, ${who} ${user === null && people !== 1 ? 'are guests' : 'is a guest'} again.`
}

/** What the button does, and to how many. */
export function signOutAct(plan: Pick<SignOutPlan, 'signedIn'>, sessions: number): string {
  return `${plan.signedIn > 0 ? 'Sign out' : 'End'} ${countOf(sessions, 'session')}`
}

/** How far it is. */
export function actProgressText({ done, expected }: ActProgress): string {
  return `${formatCount(done)} of ${countOf(expected, 'session')} ended`
}

/** How it went. */
export function signOutDoneText({ ended, gone, people, user, isCancelled, fault }: SignOutDone): string {
  const whom =
    user !== null
      ? `Signed out ${user}.`
      : people > 0
        ? `Ended ${countOf(ended, 'session')} of ${countOf(people, 'user')}.`
        : `Ended ${countOf(ended, 'session')}.`
  const parts = [
    ended === 0 ? 'Nothing was ended.' : whom,
    gone > 0 ? `${countOf(gone, 'session')} had gone already.` : null,
    isCancelled ? 'Cancelled: the others are still there.' : null,
    fault === null ? null : `The rest could not be ended: ${fault.message}`
  ]
  return parts.filter(part => part !== null).join(' ')
}

/** How setting expiries went; `at` is when they now expire, as a clock shows it. */
export function expiryDoneText({ moved, gone, isCancelled, fault }: ExpiryDone, at: string): string {
  const parts = [
    moved === 0
      ? 'Nothing was changed.'
      : `${countOf(moved, 'session')} now ${moved === 1 ? 'expires' : 'expire'} ${at}.`,
    gone > 0 ? `${countOf(gone, 'session')} had gone already.` : null,
    isCancelled ? 'Cancelled: the others are as they were.' : null,
    fault === null ? null : `The rest could not be changed: ${fault.message}`
  ]
  return parts.filter(part => part !== null).join(' ')
}

/** How undoing it went. */
export function undoneText({ act, restored, cameBack, signedInAgain, fault }: UndoDone): string {
  const [user] = signedInAgain
  const again =
    user === undefined
      ? null
      : signedInAgain.length === 1
        ? `${user} has signed in again since.`
        : `${countOf(signedInAgain.length, 'user has', 'users have')} signed in again since.`
  const parts = [
    restored === 0
      ? null
      : act === 'end'
        ? `Brought back ${countOf(restored, 'session')}.`
        : `Set ${countOf(restored, 'expiry', 'expiries')} back.`,
    cameBack > 0 ? `${countOf(cameBack, 'session')} written anew since, left as they are.` : null,
    again,
    fault === null ? null : faultText(fault)
  ]
  return parts.filter(part => part !== null).join(' ')
}

/** What was done, in the list of it. */
export function auditText({ act, sessions, people }: AuditLine): string {
  const of = people > 0 ? ` of ${countOf(people, 'user')}` : ''
  const what = `${countOf(sessions, 'session')}${of}`
  return {
    'signed-out': `ended ${what}`,
    'ended-again': `ended ${what} again`,
    undone: `brought back ${what}`,
    'expiry-set': `set the expiry of ${what}`,
    'expiry-undone': `set the expiry of ${what} back`
  }[act]
}

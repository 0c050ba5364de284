import type { EpochMs, UserKey } from '../../shared/domain/session'
import { MOST_LISTED, type SignOutPlan, type SignOutStart, TYPED_FROM } from '../../shared/domain/sign-out'
import { FaultError, fault } from '../../shared/fault'
import type { RowRead } from '../rows'
import type { Wanted } from './run'
import type { ActTarget } from './target'

/** A plan with its sessions, which stay here. */
export interface Planned {
  readonly id: number
  readonly target: ActTarget
  readonly rows: readonly RowRead[]
  /** Server time. */
  readonly at: EpochMs
  readonly mustType: boolean
}

/** What ending these rows would mean, where so many are signed in in all. */
export function planOf(id: number, rows: readonly RowRead[], signedInInAll: number): SignOutPlan {
  const sessions = rows.map(row => row.session)
  const signedIn = sessions.filter(session => session.state === 'signed-in')
  const users = new Set(signedIn.flatMap(({ user }) => (user === null ? [] : [user])))
  const [user] = users
  const isEverybody = signedIn.length > 1 && signedIn.length >= signedInInAll
  return {
    id,
    sessions: rows.length,
    signedIn: signedIn.length,
    people: users.size,
    user: users.size === 1 && signedIn.length === rows.length ? (user ?? null) : null,
    isEverybody,
    mustType: rows.length >= TYPED_FROM || (isEverybody && users.size !== 1),
    rows: sessions.length <= MOST_LISTED ? sessions : []
  }
}

/** The sessions of a plan that are to be acted on, and when it was made. Throws a `FaultError` where the plan cannot be begun so. */
export function chosenFrom(
  planned: Planned | null,
  { place }: ActTarget,
  { plan, spared, typed }: Pick<SignOutStart, 'plan' | 'spared' | 'typed'>
): { readonly chosen: readonly Wanted[]; readonly at: EpochMs } {
  if (planned?.id !== plan || planned.target.place !== place)
    throw new FaultError(fault('bad-request', 'This sign-out is out of date.', 'Close it and begin again.'))
  const { rows, mustType, at } = planned
  if (mustType && typed !== rows.length)
    throw new FaultError(fault('bad-request', 'The number does not match.', `Type ${rows.length} to go on.`))
  const chosen = rows
    .filter(({ session }) => !spared.includes(session.key))
    .map(({ session, documentId }) => ({
      key: session.key,
      user: session.state === 'signed-in' ? session.user : null,
      documentId
    }))
  return { chosen, at }
}

/** Each user once; who is not signed in is nobody. */
export function usersOf(sessions: readonly Pick<Wanted, 'user'>[]): readonly UserKey[] {
  return [...new Set(sessions.flatMap(({ user }) => (user === null ? [] : [user])))]
}

import type { EpochMs } from '../../shared/domain/session'
import type { Countable } from './countable'
import type { Expression } from './identity-expression'

/** The instant in the expiry's field at or before which a session has expired. */
export const deadline = ({ layout }: Countable, now: EpochMs) => new Date(now - layout.ttlSeconds * 1000)

/** The state a document says, whatever the time. Only where there is an identity: then a user beside the payload is one, too. */
export function storedState({ layout, identity }: Countable): Expression {
  const payload = layout.payloadPath === null ? '$$ROOT' : `$${layout.payloadPath}`
  const state = { $cond: [identity?.isSignedIn ?? false, 'signed-in', 'guest'] }
  if (layout.userPath !== null) return state
  return { $cond: [{ $eq: [{ $type: payload }, 'object'] }, state, 'unreadable'] }
}

/** Whether a session has expired by `now`. */
export function isExpired(store: Countable, now: EpochMs): Expression {
  const { expiryPath } = store.layout
  if (expiryPath === null) return { $literal: false }
  const field = `$${expiryPath}`
  return { $and: [{ $eq: [{ $type: field }, 'date'] }, { $lte: [field, deadline(store, now)] }] }
}

import type { Document } from 'mongodb'
import { type EpochMs, SOON_MS } from '../../shared/domain/session'
import type { Countable } from './countable'
import { deadline, isExpired, storedState } from './state-expressions'

/**
 * Counts everything once: a document a state, `{ _id: state, sessions, users, soon }`. Active sessions are first taken
 * together per user, so that users are counted once each.
 */
export function totalsPipeline(store: Countable, now: EpochMs): Document[] {
  const { identity, layout } = store
  const isSoon =
    layout.expiryPath === null
      ? { $literal: false }
      : { $lte: [`$${layout.expiryPath}`, deadline(store, now + SOON_MS)] }
  const isDated = layout.expiryPath === null ? isSoon : { $eq: [{ $type: `$${layout.expiryPath}` }, 'date'] }
  const state = { $cond: [isExpired(store, now), 'expired', storedState(store)] }
  const isActive = { $in: ['$$state', ['signed-in', 'guest']] }
  return [
    { $set: { state } },
    {
      $group: {
        _id: {
          state: '$state',
          user: { $cond: [{ $eq: ['$state', 'signed-in'] }, identity?.user ?? null, null] }
        },
        sessions: { $sum: 1 },
        soon: {
          $sum: {
            $cond: [{ $let: { vars: { state: '$state' }, in: { $and: [isActive, isDated, isSoon] } } }, 1, 0]
          }
        }
      }
    },
    {
      $group: {
        _id: '$_id.state',
        sessions: { $sum: '$sessions' },
        users: { $sum: { $cond: [{ $eq: [{ $ifNull: ['$_id.user', null] }, null] }, 0, 1] } },
        soon: { $sum: '$soon' }
      }
    }
  ]
}

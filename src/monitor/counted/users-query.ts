import type { Document } from 'mongodb'
import { type EpochMs, SOON_MS } from '../../shared/domain/session'
import type { UserSort, UsersAsk } from '../../shared/domain/view'
import type { Countable } from './countable'
import type { Expression } from './identity-expression'
import { activeFilter, textFilter } from './window-query'

const userSortFields: Record<UserSort, string> = {
  user: '_id',
  sessions: 'sessions',
  'first-seen': 'firstSeen',
  'last-seen': 'lastSeen',
  'next-expiry': 'next.at'
}

/** What the database says of each user: one document `{ _id, sessions, firstSeen, lastSeen, next: { at, lifetime } }`. */
export function usersPipeline(
  store: Countable,
  ask: Pick<UsersAsk, 'filter' | 'facet' | 'sort' | 'descending'>,
  now: EpochMs,
  limit: number
): Document[] | null {
  const { identity } = store
  if (identity === null) return null
  const filter = textFilter(store, ask.filter, now)
  const isSoon = { $lte: ['$next.at', new Date(now + SOON_MS)] }
  const shown = {
    all: [],
    several: [{ $match: { sessions: { $gt: 1 } } }],
    expiring: [{ $match: { $expr: { $and: [{ $ne: [{ $ifNull: ['$next.at', null] }, null] }, isSoon] } } }]
  }
  const direction = ask.descending ? -1 : 1
  return [
    { $match: filter === null ? activeFilter(store, now) : { $and: [activeFilter(store, now), filter] } },
    { $project: userFields(store) },
    { $match: { user: { $ne: null } } },
    {
      $group: {
        _id: '$user',
        sessions: { $sum: 1 },
        firstSeen: { $min: '$since' },
        hasStart: { $min: '$hasStart' },
        lastSeen: { $max: '$seen' },
        // Documents compare field by field: the earliest expiry, and with it that session's lifetime.
        next: { $min: '$next' }
      }
    },
    {
      $facet: {
        counts: [
          {
            $group: {
              _id: null,
              all: { $sum: 1 },
              several: { $sum: { $cond: [{ $gt: ['$sessions', 1] }, 1, 0] } },
              expiring: {
                $sum: { $cond: [{ $and: [{ $eq: [{ $type: '$next.at' }, 'date'] }, isSoon] }, 1, 0] }
              }
            }
          }
        ],
        users: [
          ...shown[ask.facet],
          { $sort: { [userSortFields[ask.sort]]: direction, _id: 1 } },
          { $limit: limit }
        ]
      }
    }
  ]
}

function userFields({ layout, identity }: Countable): Document {
  const { expiryPath, writtenPath, createdPath, payloadPath, ttlSeconds } = layout
  const lifetime = payloadPath === null ? '$cookie.originalMaxAge' : `$${payloadPath}.cookie.originalMaxAge`
  const dateAt = (path: string | null): Expression =>
    path === null ? null : { $cond: [{ $eq: [{ $type: `$${path}` }, 'date'] }, `$${path}`, null] }
  const written = dateAt(writtenPath)
  const expires = dateAt(expiryPath)
  const isNumber = { $in: [{ $type: lifetime }, ['int', 'long', 'double']] }
  const fromExpiry = expires === null ? null : { $cond: [isNumber, { $subtract: [expires, lifetime] }, null] }
  const made = { $cond: [{ $eq: [{ $type: '$_id' }, 'objectId'] }, { $toDate: '$_id' }, null] }
  const created = { $ifNull: [dateAt(createdPath), made] }
  const seen = { $ifNull: [written, fromExpiry] }
  const expiresAt =
    expires === null
      ? null
      : { $cond: [{ $eq: [expires, null] }, null, { $add: [expires, ttlSeconds * 1000] }] }
  return {
    _id: 0,
    user: identity?.user ?? null,
    since: { $ifNull: [created, seen] },
    hasStart: { $ne: [created, null] },
    seen,
    next: {
      $cond: [{ $eq: [expiresAt, null] }, null, { at: expiresAt, lifetime: { $ifNull: [lifetime, null] } }]
    }
  }
}

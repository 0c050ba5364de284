import fc from 'fast-check'
import type { HealthFacts, SessionFacts } from '../../src/monitor/health/facts'
import { formatIds } from '../../src/shared/domain/store'

export const NOW = 1_800_000_000_000
const HALF_HOUR_MS = 1_800_000

/** A session as a sound app writes it. */
export function aSession(part: Partial<SessionFacts> = {}): SessionFacts {
  const expiresAt = NOW + HALF_HOUR_MS
  return {
    format: 'connect-mongo',
    state: 'signed-in',
    expiryKind: 'date',
    fieldAt: expiresAt,
    expiresAt,
    createdAt: null,
    lastSeenAt: NOW,
    lifetimeMs: HALF_HOUR_MS,
    cookieLifetimeMs: HALF_HOUR_MS,
    cookie: { isSecure: true, isHttpOnly: true, hasSameSite: true, expiresAt },
    bytes: 300,
    largest: null,
    isEmpty: false,
    idBits: 192,
    secrets: [],
    ...part
  }
}

/** A sound store of connect-mongo. */
export function someFacts(part: Partial<HealthFacts> = {}): HealthFacts {
  const sessions = part.sessions ?? [aSession(), aSession()]
  return {
    ns: 'shop.sessions',
    now: NOW,
    format: 'connect-mongo',
    claims: {
      replay: 'signed',
      isVerified: true,
      sources: {
        expiry: { from: 'expires', sureness: 'certain' },
        identity: { from: 'session', sureness: 'derived' },
        created: { from: 'nothing', sureness: 'unknown' },
        lastSeen: { from: 'expires', sureness: 'derived' }
      }
    },
    layout: {
      idField: '_id',
      expiryPath: 'expires',
      ttlSeconds: 0,
      payloadPath: 'session',
      writtenPath: 'lastModified',
      createdPath: 'createdAt',
      userPath: null
    },
    indexes: [anIndex('expires', 0)],
    server: { version: '8.0.4', topology: 'replica set', replicaSet: 'rs0', clockOffsetMs: 0 },
    isLocal: false,
    isView: false,
    documents: sessions.length,
    isWhole: true,
    overdue: { documents: 0, recent: 0 },
    withoutTtlAt: null,
    ...part,
    sessions
  }
}

/** An index on one field. */
export const anIndex = (
  field: string,
  expireAfterSeconds: number | null
): HealthFacts['indexes'][number] => ({
  name: `${field}_1`,
  fields: [field],
  expireAfterSeconds,
  isBackground: false,
  isWhole: true
})

const instant = fc.option(fc.integer({ min: NOW - 1e11, max: NOW + 1e11 }))
const spanMs = fc.option(fc.integer({ min: 1, max: 1e11 }))

/** A name that is told of sessions; one that reads as a number that went wrong would be taken for one. */
const aPath = fc.string().filter(text => !/undefined|NaN|Infinity|null/.test(text))

/** Any session that could be read. */
const anySession: fc.Arbitrary<SessionFacts> = fc.record({
  format: fc.option(fc.constantFrom(...formatIds)),
  state: fc.constantFrom('signed-in', 'guest', 'unreadable'),
  expiryKind: fc.constantFrom('date', 'text', 'number', 'other', 'none'),
  fieldAt: instant,
  expiresAt: instant,
  createdAt: instant,
  lastSeenAt: instant,
  lifetimeMs: spanMs,
  cookieLifetimeMs: spanMs,
  cookie: fc.option(
    fc.record({
      isSecure: fc.boolean(),
      isHttpOnly: fc.boolean(),
      hasSameSite: fc.boolean(),
      expiresAt: instant
    })
  ),
  bytes: fc.nat(16_000_000),
  largest: fc.option(fc.record({ path: aPath, bytes: fc.nat() })),
  isEmpty: fc.boolean(),
  idBits: fc.option(fc.nat(512)),
  secrets: fc.array(
    fc.record({
      path: aPath,
      kind: fc.constantFrom('password', 'password hash', 'key'),
      mark: fc.option(fc.constantFrom('$2', '$argon2'))
    }),
    { maxLength: 3 }
  )
})

const anyIndex = fc
  .tuple(fc.constantFrom('_id', 'expires', 'lastModified', 'userId'), fc.option(fc.nat(1e9)))
  .map(([field, seconds]) => anIndex(field, seconds))

/** Any store that facts could be of. */
export const anyFacts: fc.Arbitrary<HealthFacts> = fc
  .record({
    format: fc.constantFrom(...formatIds),
    indexes: fc.array(anyIndex, { maxLength: 4 }),
    isLocal: fc.boolean(),
    isView: fc.boolean(),
    isWhole: fc.boolean(),
    documents: fc.option(fc.nat(50_000_000)),
    overdue: fc.option(fc.record({ documents: fc.nat(1e7), recent: fc.nat(1e5) })),
    withoutTtlAt: instant,
    sessions: fc.array(anySession, { maxLength: 60 }),
    expiryPath: fc.option(fc.constantFrom('expires', 'gone', 'lastModified', 'we "quote".it'))
  })
  .map(({ expiryPath, ...part }) => {
    const { layout } = someFacts()
    return someFacts({ ...part, layout: { ...layout, expiryPath } })
  })

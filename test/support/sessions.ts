import fc from 'fast-check'
import type { Change } from '../../src/monitor/mirror/mirror'
import type { ActivityAsk } from '../../src/shared/domain/activity'
import type { Session, SessionKey } from '../../src/shared/domain/session'
import { firstViewAsk, type UsersAsk, type ViewAsk } from '../../src/shared/domain/view'

/** The instant at which all tests begin: 2026-03-01 12:00:00 UTC. */
export const START = Date.UTC(2026, 2, 1, 12)

/** A key from a small number. */
export function keyOf(n: number): SessionKey {
  return n.toString(16).padStart(16, '0') as SessionKey
}

/** A whole valid session; the test names only the field it is about. */
export function aSession(fields: Partial<Session> = {}): Session {
  return {
    key: keyOf(1),
    maskedId: '4f…e1',
    state: 'signed-in',
    user: 'ann@shop.io',
    reason: null,
    sinceAt: START - 60_000,
    sinceBasis: 'or-earlier',
    lastSeenAt: START - 60_000,
    lastSeenBasis: 'expiry-minus-lifetime',
    expiresAt: START + 1_740_000,
    lifetimeMs: 1_800_000,
    payloadDigest: 1,
    ...fields
  }
}

/** A guest's session. */
export function aGuest(fields: Partial<Session> = {}): Session {
  return aSession({ state: 'guest', user: null, ...fields })
}

/** What a Sessions grid asks when it opens. */
export function aViewAsk(fields: Partial<ViewAsk> = {}): ViewAsk {
  return { ...firstViewAsk, ...fields }
}

/** What a Users grid asks when it opens. */
export function aUsersAsk(fields: Partial<UsersAsk> = {}): UsersAsk {
  return {
    start: 0,
    count: 200,
    filter: '',
    facet: 'all',
    sort: 'sessions',
    descending: true,
    open: [],
    ...fields
  }
}

const user = fc.constantFrom('ann@shop.io', 'bob@shop.io', 'Åsa', '__proto__', '')

/** Any session among a few keys, users and instants, so that runs of changes collide. */
export const anySession: fc.Arbitrary<Session> = fc
  .record({
    n: fc.integer({ min: 0, max: 30 }),
    state: fc.constantFrom('signed-in' as const, 'guest' as const, 'unreadable' as const),
    user: fc.option(user),
    since: fc.integer({ min: -100, max: 100 }),
    seen: fc.option(fc.integer({ min: -100, max: 100 })),
    expires: fc.option(fc.integer({ min: -100, max: 200 }), { freq: 8 }),
    digest: fc.integer({ min: 0, max: 3 })
  })
  .map(r =>
    aSession({
      key: keyOf(r.n),
      maskedId: `${r.n.toString(16).padStart(2, '0')}…xx`,
      state: r.state,
      user: r.state === 'signed-in' ? r.user : null,
      reason: r.state === 'unreadable' ? 'encrypted' : null,
      sinceAt: START + r.since * 1000,
      sinceBasis: 'created-date',
      lastSeenAt: r.seen === null ? null : START + r.seen * 1000,
      lastSeenBasis: 'written-date',
      expiresAt: r.expires === null ? null : START + r.expires * 1000,
      payloadDigest: r.digest
    })
  )

/** A put or a remove at some instant of the first minutes. */
export const anyChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: anySession.map(session => ({ kind: 'put' as const, session, at: START })) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 0, max: 30 })
      .map(n => ({ kind: 'remove' as const, key: keyOf(n), at: START }))
  }
)

/** Any run of changes. */
export function anyChanges(): fc.Arbitrary<readonly Change[]> {
  return fc.array(anyChange, { maxLength: 80 })
}

/** What a plain Map holds after the same changes: the model that is too simple to be wrong. */
export function sessionsByPlainMap(changes: readonly Change[]): Map<SessionKey, Session> {
  const sessions = new Map<SessionKey, Session>()
  for (const change of changes) {
    if (change.kind === 'remove') sessions.delete(change.key)
    else sessions.set(change.session.key, change.session)
  }
  return sessions
}

/** What an Activity grid asks when it opens, the guests' noise left out. */
export function anActivityAsk(fields: Partial<ActivityAsk> = {}): ActivityAsk {
  return {
    start: 0,
    count: 200,
    anchor: null,
    anchorOffset: 0,
    filter: '',
    facet: 'all',
    hasNoise: false,
    open: [],
    ...fields
  }
}

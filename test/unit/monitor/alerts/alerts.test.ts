import { describe, expect, it } from 'vitest'
import type { FeedState } from '../../../../src/shared/domain/store'
import { fault } from '../../../../src/shared/fault'
import { alertsOn, following, someAlerts } from '../../../support/alerts'
import { aGuest, aSession, keyOf, START } from '../../../support/sessions'

const many = (count: number, user = 'ann@shop.io') =>
  Array.from({ length: count }, (_, n) => aSession({ key: keyOf(n), user }))
const lost: FeedState = {
  kind: 'lost',
  sinceAt: START,
  fault: fault('lost', 'The server is away.'),
  attempt: 1,
  retryAt: START + 1000
}

describe('with everything off', () => {
  it('nothing is raised, looked at or waited for', async () => {
    let looks = 0
    const store = someAlerts(alertsOn([]), {
      userAgentOf: () => {
        looks += 1
        return 'Firefox'
      },
      readOverdue: async () => {
        looks += 1
        return { documents: 9999, recent: 9 }
      }
    })
    store.alerts.feed(following)
    store.put(
      [...many(100), ...Array.from({ length: 2000 }, (_, n) => aGuest({ key: keyOf(500 + n) }))],
      [{}]
    )
    store.alerts.feed(lost)
    await store.pass(120)
    expect(store.told).toEqual([])
    expect(looks).toBe(0)
    expect(store.time.pending).toBe(0)
    expect(store.alerts.list.alerts).toEqual([])
  })
})

describe('many sessions of one user', () => {
  const on = alertsOn(['many-sessions'], { threshold: 10, quietMinutes: 1 })

  it('are raised within a second of the one too many, and over when they have expired', async () => {
    const store = someAlerts(on)
    store.alerts.feed(following)
    store.put(many(10))
    await store.pass(2)
    expect(store.raised()).toEqual([])
    store.put(many(11))
    await store.pass(1)
    expect(store.raised()).toMatchObject([
      { rule: 'many-sessions', user: 'ann@shop.io', title: 'One user has 11 active sessions, more than 10' }
    ])
    await store.pass(1800)
    expect(store.over()).toMatchObject([{ rule: 'many-sessions', user: 'ann@shop.io' }])
    expect(store.alerts.list.alerts[0]?.overAt).not.toBeNull()
  })

  it('are found where they were before it was turned on, and where the threshold falls', async () => {
    const store = someAlerts(alertsOn([]))
    store.alerts.feed(following)
    store.put(many(11))
    store.alerts.alertBy(on)
    await store.pass(2)
    expect(store.raised()).toHaveLength(1)
    store.put(many(30).map((one, n) => ({ ...one, key: keyOf(100 + n), user: `user-${n % 5}` })))
    await store.pass(2)
    expect(store.raised()).toHaveLength(1)
    store.alerts.alertBy(alertsOn(['many-sessions'], { threshold: 5 }))
    await store.pass(2)
    expect(store.raised()).toHaveLength(6)
  })

  it('are over as soon as the rule is turned off', async () => {
    const store = someAlerts(on)
    store.alerts.feed(following)
    store.put(many(11))
    await store.pass(1)
    const { alerts } = store.alerts.alertBy(alertsOn([]))
    expect(alerts).toMatchObject([{ overAt: store.time.now() }])
    expect(store.time.pending).toBe(0)
  })
})

it('takes only guests for a surge that came just now, and none who is back', async () => {
  const store = someAlerts(alertsOn(['guest-surge'], { threshold: 3 }))
  store.alerts.feed(following)
  const guests = Array.from({ length: 4 }, (_, n) => aGuest({ key: keyOf(n), sinceBasis: 'seen-arriving' }))
  store.put(guests.map(one => ({ ...one, sinceBasis: 'or-earlier', lastSeenAt: START - 3_600_000 })))
  await store.pass(1)
  expect(store.raised()).toEqual([])
  store.put(guests.map((one, n) => ({ ...one, key: keyOf(50 + n) })))
  await store.pass(1)
  expect(store.raised()).toMatchObject([{ title: '4 new guests within a minute, more than 3' }])
  await store.pass(61)
  expect(store.over()).toHaveLength(1)
})

it('knows a session that goes on in another browser, and learns that sessions tell of browsers', async () => {
  const store = someAlerts(alertsOn(['browser-changed']))
  store.alerts.feed(following)
  expect(store.alerts.list.limits['browser-changed']).toContain('No session seen so far')
  store.put([aSession()], [{ userAgent: 'Firefox/145' }])
  expect(store.alerts.list.limits['browser-changed']).toBeUndefined()
  store.put([aSession({ payloadDigest: 2 })], [{ userAgent: 'Firefox/146' }])
  await store.pass(1)
  expect(store.raised()).toEqual([])
  store.put([aSession({ payloadDigest: 3 })], [{ userAgent: 'Chrome/142' }])
  await store.pass(1)
  expect(store.raised()).toMatchObject([{ rule: 'browser-changed', user: 'ann@shop.io' }])
})

it('looks ahead for a cliff every half minute', async () => {
  const store = someAlerts(alertsOn(['expiry-cliff']))
  store.alerts.feed(following)
  const ends = { lastSeenAt: START - 3_600_000, lifetimeMs: 86_400_000, expiresAt: START + 900_000 }
  store.put(many(30).map(one => ({ ...one, ...ends })))
  await store.pass(2)
  expect(store.raised()).toMatchObject([{ rule: 'expiry-cliff', place: { kind: 'overview' } }])
  await store.pass(930)
  expect(store.over()).toHaveLength(1)
})

it('counts once a minute what should have been deleted, and says so where it cannot be counted', async () => {
  const store = someAlerts(alertsOn(['store-not-deleting'], { threshold: 10 }))
  store.alerts.feed(following)
  store.setOverdue({ documents: 11, recent: 0 })
  await store.pass(2)
  expect(store.raised()).toMatchObject([{ rule: 'store-not-deleting' }])
  store.setOverdue({ documents: 0, recent: 0 })
  await store.pass(59)
  expect(store.over()).toEqual([])
  await store.pass(3)
  expect(store.over()).toHaveLength(1)
  store.setOverdue(null)
  await store.pass(61)
  expect(store.alerts.list.limits['store-not-deleting']).toContain('cannot be counted')
})

describe('while the server is away', () => {
  it('that alone is judged, and is over when it is back', async () => {
    const store = someAlerts(alertsOn(['feed-lost', 'many-sessions'], { threshold: 10 }))
    store.alerts.feed(following)
    store.put(many(11))
    await store.pass(1)
    store.alerts.feed({ ...lost, sinceAt: store.time.now() })
    await store.pass(1900)
    expect(store.raised().map(one => one.rule)).toEqual(['many-sessions', 'feed-lost'])
    expect(store.over()).toEqual([])
    store.alerts.feed(following)
    await store.pass(1)
    expect(
      store
        .over()
        .map(one => one.rule)
        .sort()
    ).toEqual(['feed-lost', 'many-sessions'])
  })
})

it('says what a store that is counted cannot tell', () => {
  const counted: FeedState = {
    kind: 'counted',
    sinceAt: START,
    everyMs: 60_000,
    tookMs: 5,
    hasStream: false,
    why: 'standalone'
  }
  const of = (hasUsers: boolean) => {
    const limits = { isHeld: false, hasUsers, hasBrowsers: true, isDeletedByApp: true }
    const store = someAlerts(alertsOn([]), { limits })
    store.alerts.feed(counted)
    return store.alerts.list.limits
  }
  expect(of(true)['many-sessions']).toContain('every five minutes')
  expect(of(false)['many-sessions']).toContain('cannot tell its users apart')
  expect(Object.keys(of(false)).sort()).toEqual([
    'browser-changed',
    'expiry-cliff',
    'guest-surge',
    'many-sessions',
    'store-not-deleting'
  ])
})

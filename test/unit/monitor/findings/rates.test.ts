import { expect, it } from 'vitest'
import { createRandom } from '../../../../src/demo/shoppers/random'
import { firstWatchSettings, type Limit, type WatchSettings } from '../../../../src/shared/domain/watched'
import { anEvent } from '../../../support/events'
import { aFinder, EMPTY, foundBy } from '../../../support/findings'
import { aGuest, aSession, keyOf, START } from '../../../support/sessions'

const limitsOf = (sessions: Limit, guests: Limit) => ({
  limits: { 'many-sessions-of-one-user': sessions, 'guest-flood': guests }
})
const usual = firstWatchSettings.limits
const few = limitsOf({ count: 5, minutes: 1 }, { count: 10, minutes: 1 })
const many = usual['many-sessions-of-one-user']

/** Written for the first time at `at`, and seen being so. */
const arriving = (n: number, at: number) => ({
  key: keyOf(n),
  sinceAt: at,
  sinceBasis: 'seen-arriving' as const,
  lastSeenAt: at,
  payloadDigest: n + 10
})

it('finds a user with many new sessions, and shows them by a filter', () => {
  const { finder, write } = aFinder(few)
  const user = 'qa "bot"@shop.io'
  for (let n = 0; n < 4; n += 1)
    write(null, aSession({ user, ...arriving(n, START + n * 1000) }), START + n * 1000)
  expect(finder.watchedFindings()).toEqual([])
  // The fifth is a guest who signs in, under whatever id.
  write(aGuest({ key: keyOf(9) }), aSession({ key: keyOf(9), user }), START + 5000)
  expect(foundBy(finder)['many-sessions-of-one-user']).toMatchObject({
    title: 'One user signed in 5 times within a minute',
    evidence: '12:00:00 to 12:00:05 UTC; the limit is 5 within a minute',
    filter: 'user="qa \\"bot\\"@shop.io"'
  })
})

it('does not count who is spread over time, written again, brought back, or found after a pause in watching', () => {
  const { finder, write } = aFinder(few)
  for (let n = 0; n < 20; n += 1) write(null, aSession(arriving(n, START + n * 20_000)), START + n * 20_000)
  const late = START + 3_600_000
  for (let n = 0; n < 20; n += 1) write(aSession(), aSession({ payloadDigest: n }), late)
  for (let n = 0; n < 20; n += 1)
    write(null, aSession({ key: keyOf(100 + n), sinceBasis: 'or-earlier', lastSeenAt: late - 61_000 }), late)
  for (let n = 0; n < 20; n += 1) {
    const after = aSession(arriving(200 + n, late))
    finder.take([{ key: after.key, before: null, after }], late, [
      anEvent({ key: after.key, event: n % 2 === 0 ? 'restored' : 'came-back' })
    ])
  }
  expect(finder.watchedFindings()).toEqual([])
})

it('finds a flood of guests, with its rate, and whether they hold anything', () => {
  for (const isEmpty of [true, false]) {
    const { finder, write } = aFinder(few)
    for (let n = 0; n < 30; n += 1) {
      const at = START + n * 777 + (n % 3) * 300
      const fields = arriving(n, at)
      write(null, aGuest({ ...fields, payloadDigest: isEmpty ? EMPTY : fields.payloadDigest }), at)
    }
    const found = foundBy(finder)['guest-flood']
    expect(found).toMatchObject({ title: '30 new guests within a minute', filter: 'state:guest' })
    expect(found?.evidence).toContain('30 a minute')
    expect(found?.explains.includes('saveUninitialized: true')).toBe(isEmpty)
    expect(found?.mend?.code.includes('saveUninitialized')).toBe(isEmpty)
  }
})

it('finds guests that come like clockwork, also among others, however few', () => {
  const random = createRandom(5)
  const { finder, write } = aFinder()
  for (let n = 0; n < 14; n += 1) {
    const at = START + n * 10_000 + Math.floor(random() * 200)
    write(null, aGuest({ ...arriving(n, at), payloadDigest: EMPTY }), at + 400)
    const other = at + Math.floor(random() * 9000)
    write(null, aGuest(arriving(100 + n, other)), other)
  }
  const found = foundBy(finder)['guest-flood']
  expect(found).toMatchObject({ severity: 'advice', title: 'A new guest every 10 s, like clockwork' })
  expect(found?.explains).toContain('health check')
  expect(found?.explains).toContain('8,6')
  expect(found?.mend?.code).toContain('/health')
})

it('is silent on guests who come at any time', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = createRandom(seed)
    const { finder, write } = aFinder()
    let at = START
    for (let n = 0; n < 500; n += 1) {
      at += Math.floor(-Math.log(1 - random()) * 4000)
      write(null, aGuest({ ...arriving(n, at), payloadDigest: EMPTY }), at)
    }
    expect(finder.watchedFindings()).toEqual([])
  }
})

it('judges what was seen before by the limits that are set, and by those rules that are on', () => {
  const { finder, told, write } = aFinder()
  for (let n = 0; n < 12; n += 1) write(null, aSession(arriving(n, START + n * 10_000)), START + n * 10_000)
  const { settings } = finder
  const foundBySettings = (next: WatchSettings) => {
    finder.watchBy(next)
    return finder.watchedFindings().map(one => one.title)
  }
  const guests = usual['guest-flood']
  const strict = { ...settings, ...limitsOf({ count: 6, minutes: 1 }, guests) }
  expect(finder.watchedFindings()).toEqual([])
  expect(foundBySettings(strict)).toEqual(['One user signed in 6 times within a minute'])
  expect(foundBySettings({ ...settings, ...limitsOf({ count: 6, minutes: 2 }, guests) })).toEqual([
    'One user signed in 12 times within 2 minutes'
  ])
  expect(foundBySettings({ ...strict, off: ['many-sessions-of-one-user'] })).toEqual([])
  expect(foundBySettings({ ...strict, ...limitsOf({ ...many, count: 13 }, guests) })).toEqual([])
  expect(told).toHaveLength(4)
})

it('says of several users how many, and shows the busiest', () => {
  const { finder, write } = aFinder(few)
  for (let n = 0; n < 13; n += 1) {
    const user = n < 8 ? 'bot@shop.io' : 'ann@shop.io'
    write(null, aSession({ user, ...arriving(n, START + n) }), START + n)
  }
  expect(foundBy(finder)['many-sessions-of-one-user']).toMatchObject({
    title: '2 users signed in 5 times or more within a minute, one of them 8 times',
    filter: 'user="bot@shop.io"'
  })
})

import { expect, it } from 'vitest'
import type { Session } from '../../../../src/shared/domain/session'
import type { FeedState } from '../../../../src/shared/domain/store'
import { aFinder, foundBy } from '../../../support/findings'
import { aGuest, aSession, keyOf, START } from '../../../support/sessions'

const live: FeedState = { kind: 'live', mode: 'watch', sinceAt: START, lagMs: null }
const guest = aGuest()
const ann = aSession()
const bob = aSession({ user: 'bob@shop.io' })

/** What is found where one id goes through these states. */
function after(...states: readonly (Session | null)[]): readonly string[] {
  const { finder, write } = aFinder()
  states.forEach((state, index) => {
    const before = states[index - 1] ?? null
    if (index > 0) write(before, state, START + index * 1000)
  })
  return Object.keys(foundBy(finder))
}

const LOGIN = 'login-without-regenerate'
const CHANGED = 'user-changed-in-session'

it.each<[string, readonly (Session | null)[], readonly string[]]>([
  ['a guest signs in under the same id', [guest, ann], [LOGIN]],
  ['a guest signs in, user not recorded', [guest, aSession({ user: null })], [LOGIN]],
  ['a session is first seen signed in', [null, ann], []],
  ['a session is written by whom it belongs to', [ann, aSession({ payloadDigest: 9 })], []],
  ['somebody signs out under the same id', [ann, guest], []],
  ['the same user is there again under an id of hers', [ann, guest, ann], []],
  ['the same user, written otherwise', [ann, guest, aSession({ user: ' Ann@Shop.io' })], []],
  ['nobody knows whether it is the same user again', [ann, guest, aSession({ user: null })], []],
  ['another user signs in where one has signed out', [ann, guest, bob], [LOGIN, CHANGED]],
  ['another user is there at once', [ann, bob], [CHANGED]],
  ['a user becomes known who was not recorded', [aSession({ user: null }), ann], []],
  ['what was unreadable is read', [aSession({ state: 'unreadable', user: null }), ann], []],
  ['an id ends, and is there again', [guest, null, ann], []],
  ['an id ends, and is another guest’s who signs in', [ann, null, guest, ann], [LOGIN]]
])('%s', (_, states, expected) => {
  expect(after(...states)).toEqual(expected)
})

it('is silent on a login that gives a new id', () => {
  const { finder, write, told } = aFinder()
  write(null, guest)
  write(guest, null, START + 10)
  write(null, aSession({ key: keyOf(2) }), START + 11)
  expect(finder.watchedFindings()).toEqual([])
  expect(told).toEqual([])
})

it('tells at once, with times, masked ids and the count, and with nothing of whom', () => {
  const { told, time, write } = aFinder()
  for (const n of [1, 2, 3, 4]) {
    const fields = { key: keyOf(n), maskedId: `a${n}…zz` }
    write(aGuest(fields), aSession(fields), START + n * 1000)
  }
  expect(told).toHaveLength(1)
  time.advance(100)
  expect(told).toHaveLength(2)
  const [finding] = told[1] ?? []
  expect(finding).toMatchObject({
    severity: 'critical',
    title: '4 guests signed in and kept the session id',
    evidence: '12:00:01 to 12:00:04 UTC; the last ids: a4…zz, a3…zz, a2…zz',
    seenAt: START + 4000
  })
  expect(finding?.explains).toContain('OWASP')
  for (const part of ['express-session', 'Passport', 'regenerate'])
    expect(finding?.mend?.code).toContain(part)
  expect(JSON.stringify(finding)).not.toContain('ann@shop.io')
})

it('judges nothing while documents are read another way, until the feed follows again', () => {
  const { finder, write } = aFinder()
  const lookBack = finder.lookAway()
  finder.feed(live)
  write(guest, ann)
  lookBack()
  write(guest, ann)
  expect(finder.watchedFindings()).toEqual([])
  finder.feed(live)
  write(guest, ann)
  expect(Object.keys(foundBy(finder))).toEqual([LOGIN])
})

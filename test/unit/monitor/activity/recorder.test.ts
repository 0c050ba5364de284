import { expect, it } from 'vitest'
import { createExpected } from '../../../../src/monitor/activity/expected'
import { createRecorder } from '../../../../src/monitor/activity/recorder'
import { createHistory } from '../../../../src/monitor/history/history'
import type { Session } from '../../../../src/shared/domain/session'
import { manualTime } from '../../../support/manual-time'
import { aGuest, aSession, keyOf, START } from '../../../support/sessions'

/** A recorder over documents that are payloads, with `active` sessions there beside those of the test. */
function aRecorder(active = 100) {
  const time = manualTime(START)
  const history = createHistory(() => START)
  const expected = createExpected()
  const recorder = createRecorder({
    history,
    expected,
    timers: time.timers,
    monotonicMs: time.now,
    payloadOf: document => document,
    sessionIdOf: () => 'a-very-secret-id',
    sessionsOf: () => 7,
    active: () => active
  })
  const taken = (before: Session | null, after: Session | null, payload: object | null) => ({
    transition: { key: (after ?? before ?? aSession()).key, before, after },
    document: payload === null ? null : { ...payload }
  })
  const record = (before: Session | null, after: Session | null, payload: object | null, at = START) =>
    recorder.record([taken(before, after, payload)], { at, isCleared: false, toldUntil: at })
  return { time, history, expected, recorder, taken, record }
}

const was = aSession({ payloadDigest: 1 })
const is = aSession({ payloadDigest: 2 })

it('compares a write with the first snapshot, whether that has been remembered already or not', () => {
  for (const isWorkedThrough of [true, false]) {
    const { time, recorder, record } = aRecorder()
    recorder.saw(was.key, { n: 1 })
    recorder.opened()
    if (isWorkedThrough) time.advance(100)
    expect(record(was, is, { n: 2 })[0]).toMatchObject({
      event: 'changed',
      changes: [{ path: 'n', before: '1', after: '2' }],
      uncompared: null
    })
  }
})

it('says that it never saw what was before, once, and compares from then on', () => {
  const { record } = aRecorder()
  expect(record(was, is, { n: 2 })[0]).toMatchObject({ changes: null, uncompared: 'never-seen' })
  expect(record(is, was, { n: 3 })[0]).toMatchObject({ changes: [{ before: '2', after: '3' }] })
})

it('does not compare what is too large, nor with what was', () => {
  const { record } = aRecorder()
  expect(record(was, is, { text: 'x'.repeat(400_000) })[0]?.uncompared).toBe('too-large')
  expect(record(is, was, { n: 1 })[0]?.uncompared).toBe('never-seen')
})

it('marks what polls see as possibly merged, and a write that a change stream looked up too late', () => {
  const { recorder, record } = aRecorder()
  recorder.followBy(2000)
  expect(record(was, is, { n: 2 })[0]?.isMerged).toBe(true)
  recorder.followBy(null)
  const [write] = record(is, was, { n: 4 })
  expect(write?.isMerged).toBe(false)
  expect(recorder.merged(was.key, START + 20)).toMatchObject([
    { id: write?.id, isMerged: true, isCorrection: true }
  ])
  expect(recorder.merged(was.key, START + 30)).toEqual([])
})

it('tells a renewed id in one breath without a correction, and later by correcting', () => {
  const cart = { cart: [{ sku: 'rain-shell', quantity: 2 }] }
  const guest = aGuest({ key: keyOf(1), sinceAt: START - 90_000, sinceBasis: 'seen-arriving' })
  const person = aSession({ key: keyOf(2) })
  const together = aRecorder()
  together.recorder.saw(guest.key, cart)
  const both = together.recorder.record(
    [together.taken(guest, null, null), together.taken(null, person, cart)],
    { at: START, isCleared: false, toldUntil: START }
  )
  expect(both.map(e => [e.event, e.other?.key, e.isCorrection])).toEqual([
    ['replaced', keyOf(2), false],
    ['signed-in', keyOf(1), false]
  ])
  const apart = aRecorder()
  apart.recorder.saw(guest.key, cart)
  const [gone] = apart.record(guest, null, null)
  const told = apart.record(null, person, cart, START + 30)
  expect(told.map(e => [e.event, e.isCorrection])).toEqual([
    ['signed-in', false],
    ['replaced', true]
  ])
  expect(told[1]?.id).toBe(gone?.id)
  expect(told[0]).toMatchObject({ stayedMs: 90_000, nthSession: 7 })
  expect(apart.history.read(guest.key).ended?.event).toBe('replaced')
})

it('corrects what it told as signing out once most of the store has gone', () => {
  const { recorder, taken } = aRecorder(5)
  const as = (at: number) => ({ at, isCleared: false, toldUntil: at })
  const gone = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => taken(aSession({ key: keyOf(from + i) }), null, null))
  expect(recorder.record(gone(1, 5), as(START)).map(e => e.event)).toEqual(Array(5).fill('signed-out'))
  const told = recorder.record(gone(6, 6), as(START + 100))
  expect(told.map(e => e.event)).toEqual(Array(11).fill('cleared'))
  expect(told.filter(e => e.isCorrection)).toHaveLength(5)
  expect(new Set(told.map(e => e.id)).size).toBe(11)
})

it('never keeps a session id or a secret, whatever is written', () => {
  const { record, history } = aRecorder()
  record(null, aSession(), { seal: 's:a-very-secret-id.sig', csrfToken: 'hunter2' })
  record(was, is, { seal: 's:a-very-secret-id.gis', csrfToken: 'hunter3' })
  const kept = JSON.stringify([history.read(was.key), history.payloadOf(was.key)])
  expect(kept).not.toContain('a-very-secret-id')
  expect(kept).not.toContain('hunter')
})

it('leaves no timer behind once stopped', () => {
  const { time, recorder } = aRecorder()
  recorder.saw(was.key, { n: 1 })
  recorder.opened()
  recorder.stop()
  expect(time.pending).toBe(0)
})

it('tells a session that is written anew after its sign-out as come back, but not one that had expired', () => {
  const { record, recorder } = aRecorder()
  record(null, is, {})
  expect(record(is, null, null, START + 1)[0]).toMatchObject({ event: 'signed-out' })
  expect(record(null, is, {}, START + 2)[0]).toMatchObject({ event: 'came-back', user: 'ann@shop.io' })
  const other = aSession({ key: keyOf(2) })
  record(null, other, {})
  recorder.expired([other])
  expect(record(null, other, {}, START + 3)[0]).toMatchObject({ event: 'signed-in' })
})

it('tells what is done from here as that', () => {
  const { record, expected } = aRecorder()
  expected.willEnd(is.key)
  expect(record(is, null, null)[0]).toMatchObject({ event: 'revoked' })
  expected.willReturn(is.key)
  expect(record(null, is, {})[0]).toMatchObject({ event: 'restored' })
  expected.settled(is.key)
  expect(record(is, null, null)[0]).toMatchObject({ event: 'signed-out' })
})

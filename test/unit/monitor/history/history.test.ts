import { expect, it } from 'vitest'
import type { Comparable } from '../../../../src/monitor/history/comparable'
import { createHistory } from '../../../../src/monitor/history/history'
import { MAX_HISTORY_WRITES } from '../../../../src/shared/domain/history'
import { anEvent } from '../../../support/events'
import { keyOf, START } from '../../../support/sessions'

const text = (size: number) => 'x'.repeat(size) as Comparable

it('keeps each session’s writes newest first, and says since when', () => {
  const history = createHistory(() => START)
  history.note(anEvent({ id: 1, at: START + 1 }))
  history.note(anEvent({ id: 2, event: 'changed', at: START + 2 }))
  history.note(anEvent({ id: 3, event: 'changed', key: keyOf(2) }))
  expect(history.read(keyOf(1))).toMatchObject({ count: 2, sinceAt: START + 1, ended: null })
  expect(history.read(keyOf(1)).writes.map(write => write.id)).toEqual([2, 1])
  expect(history.read(keyOf(9))).toEqual({ key: keyOf(9), writes: [], count: 0, sinceAt: START, ended: null })
})

it('puts a correction in the place of what it corrects', () => {
  const history = createHistory(() => START)
  history.note(anEvent({ id: 1 }))
  history.note(anEvent({ id: 2, event: 'signed-out' }))
  history.note(anEvent({ id: 2, event: 'replaced', isCorrection: true }))
  expect(history.read(keyOf(1)).writes.map(write => write.event)).toEqual(['replaced', 'signed-in'])
  expect(history.read(keyOf(1)).ended?.event).toBe('replaced')
})

it('knows how a session ended, also after its document was deleted, and that a guest who remains has not', () => {
  const history = createHistory(() => START)
  history.note(anEvent({ id: 1, event: 'signed-out', isNowGuest: true }))
  expect(history.read(keyOf(1)).ended).toBeNull()
  history.note(anEvent({ id: 2, event: 'expired' }))
  history.note(anEvent({ id: 3, event: 'removed' }))
  expect(history.read(keyOf(1)).ended?.event).toBe('expired')
})

it('lets go of the session that was used least lately, and stays within its bound', () => {
  const history = createHistory(() => START, 100_000)
  for (let n = 0; n < 50; n += 1) history.remember(keyOf(n), text(10_000))
  expect(history.bytes).toBeLessThanOrEqual(100_000)
  expect(history.payloadOf(keyOf(0))).toBeNull()
  expect(history.payloadOf(keyOf(49))).not.toBeNull()
  for (let n = 0; n < 50; n += 1) history.remember(keyOf(n), null)
  expect(history.bytes).toBeLessThan(3000)
})

it('keeps at most so many writes of one session, and counts all', () => {
  const history = createHistory(() => START)
  const total = MAX_HISTORY_WRITES + 20
  for (let id = 1; id <= total; id += 1) history.note(anEvent({ id, event: 'changed' }))
  const read = history.read(keyOf(1))
  expect([read.writes.length, read.count, read.writes[0]?.id]).toEqual([MAX_HISTORY_WRITES, total, total])
})

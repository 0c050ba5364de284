import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markOf, marksOf } from '../../../../src/renderer/views/detail/change-marks'
import { timelineOf } from '../../../../src/renderer/views/detail/timeline'
import type { BsonNode } from '../../../../src/shared/domain/detail'
import type { ActivityEvent, PathChange } from '../../../../src/shared/domain/event'
import { activityKinds } from '../../../../src/shared/domain/event'
import type { SessionHistory } from '../../../../src/shared/domain/history'
import { anEvent } from '../../../support/events'
import { keyOf, START } from '../../../support/sessions'

const change = (path: string, before: string | null, after: string | null): PathChange => ({
  path,
  how: before === null ? 'added' : after === null ? 'removed' : 'changed',
  before,
  after,
  isMasked: false
})

function aHistory(writes: readonly ActivityEvent[]): SessionHistory {
  const common = { version: 1, key: keyOf(1), sinceAt: START, isPolled: false, ended: null }
  return { ...common, writes, count: writes.length }
}

function aNode(path: string, fields: Partial<BsonNode> = {}): BsonNode {
  const name = path.split('.').at(-1) ?? ''
  return { name, path, type: 'int', text: '3', isMasked: false, children: null, isCut: false, ...fields }
}

describe('timelineOf', () => {
  test('folds neighbouring touches and keeps from where they moved the expiry', () => {
    const writes = [
      anEvent({ id: 4, event: 'touched', at: 40, expiryBefore: 35, expiresAt: 45 }),
      anEvent({ id: 3, event: 'touched', at: 30, expiryBefore: 25, expiresAt: 35 }),
      anEvent({ id: 2, event: 'changed', at: 20 }),
      anEvent({ id: 1, event: 'touched', at: 10 })
    ]
    const [folded, ...others] = timelineOf(writes)
    expect(folded).toMatchObject({ count: 2, fromAt: 30, expiryBefore: 25, event: { id: 4, expiresAt: 45 } })
    expect(others.map(line => [line.event.id, line.count])).toEqual([
      [2, 1],
      [1, 1]
    ])
  })

  test('tells every write exactly once, and no two touches next to each other', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...activityKinds)), kinds => {
        const lines = timelineOf(kinds.map((event, id) => anEvent({ id, event })))
        expect(lines.reduce((sum, line) => sum + line.count, 0)).toBe(kinds.length)
        for (const [at, line] of lines.entries()) {
          if (line.event.event !== 'touched') expect(line.count).toBe(1)
          else expect(lines[at + 1]?.event.event).not.toBe('touched')
        }
      })
    )
  })
})

describe('marks in the tree', () => {
  const changes = [
    change('cart.count', '1', '3'),
    change('cart.coupon', 'X', null),
    change('page', 'a', 'b'),
    change('note', null, 'hi')
  ]
  const marks = marksOf(
    aHistory([anEvent({ event: 'touched' }), anEvent({ event: 'changed', changes, expiryBefore: START })]),
    'session'
  )
  const line = (node: BsonNode, isOpen: boolean | null = null) => ({ id: node.path, level: 2, node, isOpen })

  test('say what a value was, also after a touch', () => {
    expect(markOf(line(aNode('session.cart.count')), marks)).toBe('was 1')
    expect(markOf(line(aNode('session.page', { type: 'string' })), marks)).toBe('was "a"')
    expect(markOf(line(aNode('session.note')), marks)).toBe('new')
    expect(markOf(line(aNode('session.other')), marks)).toBeNull()
    expect(markOf(line(aNode('cart.count')), marks)).toBeNull()
  })

  test('of a folded branch say how much changed in it, of an open one what is gone', () => {
    const cart = aNode('session.cart', { children: [] })
    expect(markOf(line(cart, false), marks)).toBe('2 changed in it')
    expect(markOf(line(cart, true), marks)).toBe('coupon removed')
  })

  test('there are none of a session that has just arrived', () => {
    const first = marksOf(aHistory([anEvent({ event: 'arrived', changes, expiryBefore: null })]), null)
    expect(markOf(line(aNode('cart.count')), first)).toBeNull()
  })
})

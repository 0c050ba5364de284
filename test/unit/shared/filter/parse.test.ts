import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFilter } from '../../../../src/shared/filter/parse'
import { type FilterTree, payloadConditionsOf } from '../../../../src/shared/filter/tree'

function treeOf(text: string): FilterTree {
  const parsed = parseFilter(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.tree
}

function errorOf(text: string) {
  const parsed = parseFilter(text)
  return parsed.ok
    ? null
    : { ...parsed.error, on: text.slice(parsed.error.at, parsed.error.at + parsed.error.length) }
}

const word = (text: string) => ({ kind: 'word', text })

describe('a filter text', () => {
  it('lets everything through when it is empty', () => {
    expect(treeOf('  ')).toEqual({ kind: 'and', parts: [] })
  })

  it('takes words side by side as conditions that must all hold', () => {
    expect(treeOf('ann guest')).toEqual({ kind: 'and', parts: [word('ann'), word('guest')] })
    expect(treeOf('signed in ann')).toEqual({ kind: 'and', parts: [word('signed-in'), word('ann')] })
  })

  it('has “or” weaker than juxtaposition, “-” strongest, and parentheses for the rest', () => {
    expect(treeOf('a b or -c')).toEqual({
      kind: 'or',
      parts: [
        { kind: 'and', parts: [word('a'), word('b')] },
        { kind: 'not', part: word('c') }
      ]
    })
    expect(treeOf('a -(b OR "or")')).toEqual({
      kind: 'and',
      parts: [word('a'), { kind: 'not', part: { kind: 'or', parts: [word('b'), word('or')] } }]
    })
  })

  it('reads each field with its own values', () => {
    expect(treeOf('user:ann')).toEqual({ kind: 'user', text: 'ann', isWhole: false })
    expect(treeOf('user="Ann Lee"')).toEqual({ kind: 'user', text: 'Ann Lee', isWhole: true })
    expect(treeOf('state:"signed in"')).toEqual({ kind: 'state', state: 'signed-in' })
    expect(treeOf('id:4f9c')).toEqual({ kind: 'id', text: '4f9c' })
    expect(treeOf('sessions>=3')).toEqual({ kind: 'sessions', op: '>=', count: 3 })
    expect(treeOf('Expires<5m')).toEqual({ kind: 'time', field: 'expires', op: '<', spanMs: 300_000 })
    const spans = ['30s', '5min', '1.5h', '2d', '1h30m'].map(span => treeOf(`seen>${span}`))
    expect(spans.map(tree => tree.kind === 'time' && tree.spanMs)).toEqual([
      30_000, 300_000, 5_400_000, 172_800_000, 5_400_000
    ])
  })

  it('takes any other name for a path in the payload', () => {
    expect(
      payloadConditionsOf(treeOf('cart.items>3 -role:admin or .state=x cart.total>=10.5 cart.items>3'))
    ).toEqual([
      { kind: 'payload', path: 'cart.items', op: '>', text: '3', count: 3 },
      { kind: 'payload', path: 'role', op: ':', text: 'admin', count: null },
      { kind: 'payload', path: 'state', op: '=', text: 'x', count: null },
      { kind: 'payload', path: 'cart.total', op: '>=', text: '10.5', count: 10.5 }
    ])
  })

  it.each([
    ['state:gest', 'gest', 'There is no state “gest”. States are signed-in, guest, expired and unreadable.'],
    ['ann expires<5x', '5x', '“5x” is no span of time. Write 30s, 5m, 2h or 3d.'],
    ['expires<', 'expires<', 'After “expires<” comes a span of time, as in expires<5m or expires>1h.'],
    ['seen:1h', '1h', '“seen” is compared with < or >, as in seen<5m or seen>1h.'],
    ['user>ann', 'ann', '“user” cannot be compared. It takes a name, as in user:ann.'],
    ['cart.items>many', 'many', '“>” compares numbers, and “many” is none. Write cart.items>3.'],
    ['a..b:1', 'a..b', '“a..b” is no path: a name is missing at a dot.'],
    ['ann or', 'or', 'After “or” another condition is missing.'],
    ['or ann', 'or', 'Before “or” a condition is missing.'],
    ['(ann', '(', 'This parenthesis is not closed.'],
    ['ann)', ')', 'This parenthesis was never opened.'],
    ['user:"ann', '"ann', 'This quote is not closed. Write a second " after the text.']
  ])('says of %j what is wrong, and where', (text, on, message) => {
    expect(errorOf(text)).toMatchObject({ on, message })
  })

  it('never throws, and points into the text where it does not understand it', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '-',
      'or',
      ' ',
      '"',
      'ann',
      'user:',
      'expires<',
      '5m',
      '>',
      '.',
      '\\',
      'é',
      '__proto__:1'
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map(pieces => pieces.join(''))
        ),
        text => {
          const parsed = parseFilter(text)
          if (parsed.ok) return
          expect(parsed.error.at).toBeGreaterThanOrEqual(0)
          expect(parsed.error.length).toBeGreaterThan(0)
          expect(parsed.error.at + parsed.error.length).toBeLessThanOrEqual(text.length)
        }
      )
    )
  })

  it('is not brought down by what is nested without end', () => {
    expect(errorOf(`${'('.repeat(500)}a`)?.message).toMatch(/too many parentheses/)
    expect(parseFilter(`${'-'.repeat(900)}a`).ok).toBe(false)
  })
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lineText, readLine } from '../../../../src/monitor/journal/lines'
import { anySession, aSession, keyOf, START } from '../../../support/sessions'

it('reads back every session it writes, but for what it does not keep', () => {
  fc.assert(
    fc.property(anySession, session => {
      const text = lineText({ kind: 'put', at: START, session })
      expect(text.indexOf('\n')).toBe(text.length - 1)
      const kept = { ...session, maskedId: '–', payloadDigest: 0 }
      expect(readLine(text)).toEqual({ kind: 'put', at: START, session: kept })
    })
  )
})

it('keeps nothing of a session id, and breaks no line, whatever a user is called', () => {
  const text = lineText({
    kind: 'put',
    at: START,
    session: aSession({ maskedId: '4f…e1', user: 'a\nb\u2028"]' })
  })
  expect(text).not.toContain('4f…e1')
  expect(readLine(text)).toMatchObject({ session: { user: 'a\nb\u2028"]' } })
})

it('reads the other kinds back', () => {
  const totals = { at: START, signedIn: 1, guests: 2, expired: 3, users: 1 }
  for (const line of [
    { kind: 'begin', at: START },
    { kind: 'gone', at: START, key: keyOf(7) },
    {
      kind: 'event',
      at: START,
      event: 'signed-in',
      key: keyOf(7),
      user: null,
      state: 'guest',
      expiresAt: null,
      stayedMs: 5,
      isCorrection: false
    },
    {
      kind: 'event',
      at: START,
      event: 'replaced',
      key: keyOf(7),
      user: 'ann@shop.io',
      state: 'guest',
      expiresAt: START,
      stayedMs: null,
      isCorrection: true
    },
    { kind: 'totals', totals },
    { kind: 'turn', at: START },
    { kind: 'end', at: START }
  ] as const)
    expect(readLine(lineText(line))).toEqual(line)
})

it('gives nothing for a line that was torn off anywhere, or is something else', () => {
  const text = lineText({ kind: 'put', at: START, session: aSession() }).trimEnd()
  for (let length = 0; length < text.length; length += 1) expect(readLine(text.slice(0, length))).toBeNull()
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), odd => {
      expect(() => readLine(odd)).not.toThrow()
    })
  )
})

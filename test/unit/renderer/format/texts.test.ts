import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAge, formatAgo } from '../../../../src/renderer/format/ago'
import {
  formatClockCell,
  formatClockMinute,
  formatClockTime
} from '../../../../src/renderer/format/clock-time'
import { formatCountdown, fractionLeft } from '../../../../src/renderer/format/countdown'
import {
  formatAhead,
  formatPast,
  formatPastCell,
  type TimeStyle
} from '../../../../src/renderer/format/instant'
import { countOf, formatBytes, formatCount, formatSpan } from '../../../../src/shared/words/numbers'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('a countdown', () => {
  it.each([
    [38 * SECOND, '0:38'],
    [29 * MINUTE + 48 * SECOND, '29:48'],
    [HOUR, '1:00:00'],
    [3 * HOUR + 7 * MINUTE + 12 * SECOND, '3:07:12'],
    [13 * DAY + 23 * HOUR + 59 * MINUTE, '13 d 23 h'],
    [999, '0:00'],
    [-5 * SECOND, '0:00']
  ])('of %i ms reads %s', (ms, text) => expect(formatCountdown(ms)).toBe(text))

  it('says the same seconds that are left, whatever they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DAY - 1 }), ms => {
        const parts = formatCountdown(ms).split(':').map(Number)
        const seconds = parts.reduce((sum, part) => sum * 60 + part, 0)
        expect(seconds).toBe(Math.floor(ms / SECOND))
      })
    )
  })

  it('has a bar between empty and full, and none without a lifetime', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1 }), (left, lifetime) => {
        const fraction = fractionLeft(left, lifetime)
        expect(fraction).toBeGreaterThanOrEqual(0)
        expect(fraction).toBeLessThanOrEqual(1)
      })
    )
    expect(fractionLeft(15 * MINUTE, 30 * MINUTE)).toBe(0.5)
    expect(fractionLeft(MINUTE, null)).toBeNull()
    expect(fractionLeft(MINUTE, 0)).toBeNull()
  })
})

describe('how long ago', () => {
  it.each([
    [-400, 'now'],
    [1999, 'now'],
    [2000, '2 s ago'],
    [59_999, '59 s ago'],
    [3 * MINUTE, '3 min ago'],
    [5 * HOUR, '5 h ago'],
    [12 * DAY, '12 d ago']
  ])('%i ms reads %s', (ms, text) => expect(formatAgo(ms)).toBe(text))

  it('leaves "ago" out of an age', () => expect(formatAge(37_000)).toBe('37 s'))
})

describe('a clock time', () => {
  const now = new Date(2025, 10, 25, 12, 7, 31).getTime()
  const at = (...parts: [number, number, number, number, number, number]) => new Date(...parts).getTime()

  it.each([
    [at(2025, 10, 25, 9, 3, 5), '09:03:05'],
    [at(2025, 10, 25, 23, 59, 59), '23:59:59'],
    [at(2025, 10, 24, 18, 20, 0), 'Mon 18:20'],
    [at(2025, 10, 22, 8, 0, 0), 'Sat 08:00'],
    [at(2025, 10, 19, 2, 0, 0), '19 Nov 02:00'],
    [at(2025, 11, 9, 12, 7, 0), '9 Dec 12:07'],
    [at(2024, 10, 19, 2, 0, 0), '19 Nov 2024']
  ])('%i reads %s', (instant, text) => expect(formatClockTime(instant, { now, zone: 'local' })).toBe(text))

  it('loses its seconds in a sentence', () => {
    expect(formatClockMinute(at(2025, 10, 25, 9, 53, 12), { now, zone: 'local' })).toBe('09:53')
    expect(formatClockMinute(at(2025, 10, 24, 18, 20, 0), { now, zone: 'local' })).toBe('Mon 18:20')
  })

  it.each([
    [Date.UTC(2025, 10, 25, 9, 3, 5), '09:03:05'],
    [Date.UTC(2025, 10, 25, 0, 0, 1), '00:00:01'],
    [Date.UTC(2025, 10, 24, 23, 59, 59), 'Mon 23:59'],
    [Date.UTC(2025, 10, 19, 2, 0, 0), '19 Nov 02:00'],
    [Date.UTC(2024, 10, 19, 2, 0, 0), '19 Nov 2024']
  ])('%i reads %s in UTC, and in a sentence says that it is', (instant, text) => {
    const clock = { now: Date.UTC(2025, 10, 25, 0, 30), zone: 'utc' as const }
    expect(formatClockCell(instant, clock)).toBe(text)
    expect(formatClockTime(instant, clock)).toBe(`${text} UTC`)
    expect(formatClockMinute(instant, clock)).toMatch(/ UTC$/)
  })

  it('and a span of time take each other’s place as the person wants', () => {
    const clock = (style: TimeStyle) => ({ now, zone: 'local' as const, style })
    const past = at(2025, 10, 25, 12, 4, 31)
    const styles = ['usual', 'relative', 'clock'] as const
    expect(styles.map(style => formatPastCell(past, clock(style), true))).toEqual([
      '12:04:31',
      '3 min ago',
      '12:04:31'
    ])
    expect(styles.map(style => formatPast(past, clock(style), false))).toEqual([
      '3 min ago',
      '3 min ago',
      '12:04:31'
    ])
    const ahead = at(2025, 10, 25, 12, 8, 0)
    expect(styles.map(style => formatAhead(ahead, clock(style), true))).toEqual([
      '12:08:00',
      'in 0:29',
      '12:08:00'
    ])
  })

  it('says so when a date is none', () =>
    expect(formatClockTime(Number.NaN, { now, zone: 'local' })).toBe('no valid date'))
})

describe('a number', () => {
  it('is separated by thousands', () => expect(formatCount(41_210)).toBe('41,210'))
  it('agrees with its noun', () => {
    expect(countOf(1, 'session')).toBe('1 session')
    expect(countOf(1_200, 'session')).toBe('1,200 sessions')
  })
  it.each([
    [8, '8 ms'],
    [1200, '1.2 s'],
    [2000, '2 s'],
    [120_000, '2 min']
  ])('of %i ms is a span of %s', (ms, text) => expect(formatSpan(ms)).toBe(text))
  it.each([
    [412, '412 B'],
    [1200, '1.2 KB'],
    [16_000_000, '16 MB']
  ])('of %i bytes is a size of %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))
})

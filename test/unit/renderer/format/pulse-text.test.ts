import { expect, it } from 'vitest'
import { pulseText } from '../../../../src/renderer/format/pulse-text'

const half = (...last: number[]) => [...Array(30 - last.length).fill(0), ...last]

it('says how much was seen, over how long, and when last', () => {
  expect(pulseText(half(4, 1, 0, 0, 0))).toBe(
    '5 writes seen in the last 30 min, at most 4 a minute, the last 3 min ago'
  )
  expect(pulseText(half(1))).toBe(
    '1 write seen in the last 30 min, at most 1 a minute, the last within this minute'
  )
  expect(pulseText(half())).toBe('no write seen in the last 30 min')
  expect(pulseText([0, 0])).toBe('no write seen in the 2 min since Sextant connected')
  expect(pulseText([0])).toBe('no write seen in the minute since Sextant connected')
})

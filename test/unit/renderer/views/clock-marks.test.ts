import fc from 'fast-check'
import { expect, it } from 'vitest'
import { clockMarks } from '../../../../src/renderer/views/detail/clock-marks'

it('places what lies ahead between now and the last of it', () => {
  const marks = clockMarks({ documentAt: 1_060_000, cookieAt: 560_000, hasTtl: true }, 0)
  expect(marks).toEqual({ cookie: 50, document: 95, pass: 100 })
  expect(clockMarks({ documentAt: 100, cookieAt: null, hasTtl: false }, 50)).toEqual({
    cookie: null,
    document: 100,
    pass: null
  })
})

it('stays on the line, and in order, at any time', () => {
  const instant = fc.integer({ min: 0, max: 4_000_000_000_000 })
  fc.assert(
    fc.property(instant, instant, instant, fc.boolean(), (documentAt, cookieAt, now, hasTtl) => {
      const { cookie, document, pass } = clockMarks({ documentAt, cookieAt, hasTtl }, now)
      for (const at of [cookie ?? 0, document, pass ?? 0]) {
        expect(at).toBeGreaterThanOrEqual(0)
        expect(at).toBeLessThanOrEqual(100)
      }
      if (pass !== null) expect(pass).toBeGreaterThanOrEqual(document)
      if (cookieAt > documentAt) expect(cookie).toBeGreaterThanOrEqual(document)
    })
  )
})

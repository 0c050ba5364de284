import fc from 'fast-check'
import { expect, it } from 'vitest'
import { visibleText } from '../../../../src/renderer/format/visible'

it.each([
  ['ann@shop.io', 'ann@shop.io'],
  ['an\u200bn', 'an\\u200bn'],
  ['\u202egnp.exe', '\\u202egnp.exe'],
  ['\ufeff\u00ad\u0000', '\\ufeff\\u00ad\\u0000'],
  ['\ud800x', '\\ud800x'],
  ['שלום, Zoë 👍', 'שלום, Zoë 👍'],
  ['two\nlines\t', 'two\nlines\t'],
  ['\u{e0041}', '\\udb40\\udc41']
])('writes %j as %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown)
})

/** Half a surrogate pair included. */
const anyUnit = fc.nat({ max: 0xffff }).map(code => String.fromCharCode(code))

it('leaves the JSON of any text the JSON of that text', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyUnit }), text => {
      expect(JSON.parse(visibleText(JSON.stringify(text)))).toBe(text)
    })
  )
})

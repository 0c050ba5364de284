import fc from 'fast-check'
import { expect, it } from 'vitest'
import { completionsAt, type KnownNames } from '../../../../src/shared/filter/complete'
import { parseFilter } from '../../../../src/shared/filter/parse'

const known: KnownNames = {
  users: ['ann@shop.io', 'Bob Lee', '"q"'],
  paths: ['cart.items', 'cart.total', 'user.role']
}

function offered(text: string, caret = text.length): readonly string[] {
  const { from, options } = completionsAt(text, caret, known)
  return options.map(option => text.slice(0, from) + option.insert + text.slice(caret))
}

it('offers fields, states and payload paths that begin with what is typed', () => {
  expect(offered('ann ex')).toEqual(['ann expires<', 'ann state:expired'])
  expect(offered('-(ca')).toEqual(['-(cart.items:', '-(cart.total:'])
  expect(offered('user')).toEqual(['user:', 'user.role:'])
})

it('offers states and users behind their fields, in quotes where they need them', () => {
  expect(offered('state:g')).toEqual(['state:guest'])
  expect(offered('state:guest')).toEqual([])
  expect(offered('user:b')).toEqual(['user:"Bob Lee"'])
  expect(offered('user:"bob l')).toEqual(['user:"Bob Lee"'])
  expect(offered('expires<5')).toEqual(['expires<5s', 'expires<5m', 'expires<5h', 'expires<5d'])
})

it('keeps out of the way of plain words, of finished ones, and of text behind the caret', () => {
  for (const text of ['', 'guest', 'ann@shop.io', 'ann ', '4f', 'nobody']) expect(offered(text)).toEqual([])
  expect(offered('user', 2)).toEqual([])
})

it('offers nothing that the language would not understand, once a value follows', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), text => {
      for (const option of offered(text)) {
        if (!parseFilter(text).ok) continue
        const isOpen = /[:<>=]$/.test(option)
        expect(
          parseFilter(isOpen ? `${option}1${/(expires|seen|since)[<>]$/.test(option) ? 'm' : ''}` : option).ok
        ).toBe(!/state:$/.test(option))
      }
    })
  )
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { optionOf } from '../../../src/monitor/uri'
import { withOptions } from '../../../src/shared/uri-options'

it.each([
  ['mongodb://h', { tls: 'true' }, 'mongodb://h/?tls=true'],
  [
    'mongodb://u:p%3Fq@h:1,i:2/shop',
    { authSource: 'admin' },
    'mongodb://u:p%3Fq@h:1,i:2/shop?authSource=admin'
  ],
  ['mongodb://h/?retryWrites=true&w=1', { retryWrites: 'false' }, 'mongodb://h/?w=1&retryWrites=false'],
  ['mongodb://h/?RETRYWRITES=true', { retryWrites: 'false' }, 'mongodb://h/?retryWrites=false'],
  ['mongodb://h/db?replicaSet=rs0', { replicaSet: null }, 'mongodb://h/db'],
  ['mongodb://h/?ssl=false&w=1', { tls: 'true' }, 'mongodb://h/?w=1&tls=true'],
  [
    'mongodb://h/?readPreferenceTags=a:b&readPreferenceTags=',
    {},
    'mongodb://h/?readPreferenceTags=a:b&readPreferenceTags='
  ]
])('of %s with %o makes %s', (uri, options, mended) => {
  expect(withOptions(uri, options)).toBe(mended)
})

it('leaves nothing else changed, and the driver reads what was set', () => {
  const name = fc.constantFrom('authSource', 'replicaSet', 'appName')
  fc.assert(
    fc.property(
      fc.dictionary(name, fc.string({ minLength: 1 })),
      name,
      fc.string({ minLength: 1 }),
      (before, set, value) => {
        const uri = withOptions('mongodb://ann:x%40y@a:1,b:2/db', before)
        const mended = withOptions(uri, { [set]: value })
        expect(mended.startsWith('mongodb://ann:x%40y@a:1,b:2/db?')).toBe(true)
        expect(optionOf(mended, set)).toBe(value)
        for (const [other, kept] of Object.entries(before))
          if (other !== set) expect(optionOf(mended, other)).toBe(kept)
      }
    )
  )
})

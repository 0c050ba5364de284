import fc from 'fast-check'
import { formOptions, schemes, type UriForm } from '../../src/shared/connect/uri-form'

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/)
const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const isKnown = (name: string) =>
  ['ssl', ...formOptions].some(one => one.toLowerCase() === name.toLowerCase())

const host = fc.oneof(
  word,
  fc.tuple(word, fc.integer({ min: 1, max: 65_535 })).map(([name, port]) => `${name}:${port}`),
  fc.constant('[::1]:27017')
)

/** Forms that are whole: what a person may have filled in, any sign in any field that takes any sign. */
export function anyForm(): fc.Arbitrary<UriForm> {
  return fc
    .record({
      scheme: fc.constantFrom(...schemes),
      hosts: fc.array(host, { minLength: 1, maxLength: 3 }),
      user: text,
      password: text,
      // The database is a path: MongoDB takes neither dots nor slashes in its name.
      database: text.map(name => name.replace(/[./\\\s]/g, '')),
      options: fc.dictionary(
        fc.constantFrom(...formOptions),
        text.filter(value => value !== '')
      ),
      others: fc.array(
        fc.tuple(
          text.filter(name => name !== '' && !isKnown(name)),
          text
        ),
        { maxLength: 3 }
      )
    })
    .map(form => ({
      ...form,
      hosts: form.scheme === 'mongodb+srv' ? ['cluster0.shop.io'] : form.hosts,
      password: form.user === '' ? '' : form.password,
      options: { ...form.options }
    }))
}

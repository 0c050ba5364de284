import { ObjectId, UUID } from 'bson'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { userKeyOf } from '../../../../src/monitor/identity'
import { idFormsOf } from '../../../../src/monitor/names/id-forms'
import { fieldsToRead, nameFields, personNameOf } from '../../../../src/monitor/names/person-name'
import { anyDocument } from '../../../support/documents'

it.each([
  [{ name: 'Ann Moreau' }, 'Ann Moreau', 'name'],
  [{ name: { first: 'Ann', last: 'Moreau' } }, 'Ann Moreau', 'name'],
  [{ firstName: 'Ann', lastName: 'Moreau', email: 'a@shop.io' }, 'Ann Moreau', 'firstName'],
  [{ profile: { name: ' Ann ' } }, 'Ann', 'profile.name'],
  [{ displayName: 'annie', name: 'Ann' }, 'annie', 'displayName'],
  [{ name: '', username: 'ann' }, 'ann', 'username'],
  [{ email: 'a@shop.io' }, 'a@shop.io', 'email']
])('reads the name out of %j', (document, name, field) => {
  expect(personNameOf(document, nameFields)).toEqual({ name, field })
})

it('has no name for what has none, and cuts a long one', () => {
  expect(personNameOf({ name: 42, email: null }, nameFields)).toBeNull()
  expect(personNameOf(null, nameFields)).toBeNull()
  expect(personNameOf({ name: 'x'.repeat(10_000) }, nameFields)?.name).toHaveLength(200)
})

it('reads any document without throwing', () => {
  fc.assert(
    fc.property(anyDocument(), document => {
      const name = personNameOf(document, nameFields)?.name
      expect(name === undefined || (name.length > 0 && name.length <= 200)).toBe(true)
    })
  )
})

it('asks for no two fields of which one lies within the other', () => {
  const fields = fieldsToRead(nameFields)
  for (const one of fields)
    expect(fields.filter(other => other !== one && other.startsWith(`${one}.`))).toEqual([])
})

it('finds every kind of id again by the text that it is shown as', () => {
  const ids = fc.oneof(
    fc.string({ minLength: 1 }).filter(text => text.trim() === text),
    fc.integer(),
    fc.integer({ min: 1, max: 2_000_000_000 }).map(at => ObjectId.createFromTime(at)),
    fc.uuid().map(text => new UUID(text))
  )
  fc.assert(
    fc.property(ids, id => {
      const key = userKeyOf(id)
      const found = key === null ? [] : idFormsOf(key).map(form => userKeyOf(form))
      expect(found).toContain(key)
      expect(idFormsOf(key ?? '').some(form => String(form) === String(id))).toBe(true)
    })
  )
})

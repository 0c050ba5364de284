import fc from 'fast-check'
import { expect, it } from 'vitest'
import { editForm, stepsFrom, typeUri } from '../../../../src/shared/connect/in-step'
import { readUri, withOption, writeUri } from '../../../../src/shared/connect/uri-form'
import { anyForm } from '../../../support/uri-forms'

it('string and form say the same after any run of edits, and no letter typed is lost', () => {
  const edit = fc.oneof(
    anyForm().map(form => ({ form })),
    anyForm().map(form => ({ uri: writeUri(form) })),
    fc.string().map(uri => ({ uri }))
  )
  fc.assert(
    fc.property(fc.array(edit), edits => {
      let now = stepsFrom('mongodb://localhost:27017')
      for (const one of edits) {
        const before = now
        now = 'uri' in one ? typeUri(before, one.uri) : editForm(before, one.form)
        if ('uri' in one) expect(now.uri).toBe(one.uri)
        expect(now.isReadable).toBe(readUri(now.uri) !== null)
        if (now.isReadable) expect(readUri(now.uri)).toEqual(now.form)
        // What is in a string that cannot be read is not written over.
        else if ('form' in one) expect(now).toBe(before)
      }
    })
  )
})

it('goes on from what the string said last while it is malformed', () => {
  const whole = stepsFrom('mongodb://ann@shop.io:27017/shop?tls=true')
  const halved = typeUri(whole, 'mongodb://ann@')
  expect(halved).toEqual({ uri: 'mongodb://ann@', form: whole.form, isReadable: false })
  expect(editForm(halved, withOption(halved.form, 'tls', ''))).toBe(halved)
  expect(typeUri(halved, 'mongodb://ann@db.shop.io').form.hosts).toEqual(['db.shop.io'])
})

it('a form that is half filled in goes on being filled in', () => {
  const whole = stepsFrom('mongodb://a:1')
  const emptied = editForm(whole, { ...whole.form, hosts: [''] })
  expect(emptied.uri).toBe('mongodb://')
  expect(editForm(emptied, { ...emptied.form, hosts: ['b:2'] }).uri).toBe('mongodb://b:2')
})

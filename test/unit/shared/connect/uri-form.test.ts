import fc from 'fast-check'
import { ConnectionString } from 'mongodb-connection-string-url'
import { describe, expect, it } from 'vitest'
import { withMechanism } from '../../../../src/shared/connect/mechanisms'
import { propertyOf, withProperty } from '../../../../src/shared/connect/properties'
import { emptyForm, readUri, withOption, writeUri } from '../../../../src/shared/connect/uri-form'
import { anyForm } from '../../../support/uri-forms'

describe('a connection string taken apart', () => {
  it('is, once written and read again, what it was', () => {
    fc.assert(
      fc.property(anyForm(), form => {
        expect(readUri(writeUri(form))).toEqual(form)
      })
    )
  })

  it('is read by the library that the driver reads it with, to the same end', () => {
    fc.assert(
      fc.property(anyForm(), form => {
        const parsed = new ConnectionString(writeUri(form))
        expect(parsed.hosts).toEqual(form.hosts)
        for (const [name, value] of Object.entries(form.options))
          expect(parsed.typedSearchParams<Record<string, string>>().get(name)).toBe(value)
      })
    )
  })

  it.each([
    ['mongodb://h', emptyForm, { hosts: ['h'] }],
    [
      'mongodb+srv://ann:p%40ss@cluster0.mongodb.net/shop?retryWrites=true&w=majority',
      emptyForm,
      {
        scheme: 'mongodb+srv',
        hosts: ['cluster0.mongodb.net'],
        user: 'ann',
        password: 'p@ss',
        database: 'shop',
        options: { retryWrites: 'true' },
        others: [['w', 'majority']]
      }
    ],
    ['mongodb://a:1,[::1]:2/?SSL=true', emptyForm, { hosts: ['a:1', '[::1]:2'], options: { tls: 'true' } }],
    [
      'mongodb://h/?readPreferenceTags=dc:ny&readPreferenceTags=&tls=true&tls=false',
      emptyForm,
      {
        hosts: ['h'],
        options: { tls: 'true' },
        others: [
          ['readPreferenceTags', 'dc:ny'],
          ['readPreferenceTags', ''],
          ['tls', 'false']
        ]
      }
    ]
  ])('%s says what it says', (uri, rest, said) => {
    expect(readUri(uri)).toEqual({ ...rest, ...said })
  })

  it.each([
    '',
    'mongo',
    'mongodb://',
    'mongodb://a:b@',
    'mongodb://ann:p@ss@h',
    'mongodb://h/?a=1#rest',
    'mongodb://%zz@h'
  ])('%s cannot be taken apart without loss', uri => expect(readUri(uri)).toBeNull())

  it('writes paths and $external as people do, and what has a meaning in a string by its code', () => {
    const form = {
      ...emptyForm,
      hosts: ['h'],
      user: 'a@b',
      password: 'p:/?#%',
      options: { authSource: '$external', tlsCAFile: '/etc/ca & co.pem' }
    }
    expect(writeUri(form)).toBe(
      'mongodb://a%40b:p%3A%2F%3F%23%25@h/?authSource=$external&tlsCAFile=/etc/ca%20%26%20co.pem'
    )
  })

  it('half filled in, or with half a character in it, is half a string and no error', () => {
    expect(writeUri({ ...emptyForm, hosts: [''], user: '\uD800' })).toBe('mongodb://%EF%BF%BD@')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (user, host) => {
        expect(writeUri({ ...emptyForm, user, hosts: [host] })).toContain(host)
      })
    )
  })
})

describe('an option', () => {
  it('is set and taken out, whatever else was written of it', () => {
    const form = readUri('mongodb://h/?tls=&x=1')
    if (form === null) throw new Error('It can be read')
    expect(writeUri(withOption(form, 'tls', 'true'))).toBe('mongodb://h/?tls=true&x=1')
    expect(writeUri(withOption(form, 'tls', ''))).toBe('mongodb://h/?x=1')
  })

  it('of the mechanism brings its source along, and takes it away again', () => {
    const scram = { ...emptyForm, options: { authSource: 'users' } }
    const kerberos = withMechanism(scram, 'GSSAPI')
    expect(kerberos.options).toEqual({ authMechanism: 'GSSAPI', authSource: '$external' })
    expect(withMechanism(kerberos, 'SCRAM-SHA-1').options).toEqual({ authMechanism: 'SCRAM-SHA-1' })
    expect(withMechanism(scram, 'SCRAM-SHA-256').options.authSource).toBe('users')
  })

  it('of many properties keeps the others when one is set', () => {
    const text = withProperty('SERVICE_NAME:mongodb,OTHER:a:b', 'SERVICE_REALM', 'SHOP.IO')
    expect(text).toBe('SERVICE_NAME:mongodb,OTHER:a:b,SERVICE_REALM:SHOP.IO')
    expect(propertyOf(text, 'SERVICE_REALM')).toBe('SHOP.IO')
    expect(withProperty(text, 'SERVICE_NAME', '')).toBe('OTHER:a:b,SERVICE_REALM:SHOP.IO')
  })
})

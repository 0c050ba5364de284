import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editUnderMask, maskUri, readyForPassword } from '../../../../src/renderer/views/connect/mask-uri'

describe('a connection string on screen', () => {
  it.each([
    [
      'mongodb://shop:s3cret@localhost:27017/shop?replicaSet=rs0',
      'mongodb://shop:••••••@localhost:27017/shop?replicaSet=rs0'
    ],
    ['mongodb+srv://ann:p:w@cluster0.mongodb.net', 'mongodb+srv://ann:•••@cluster0.mongodb.net'],
    ['mongodb://ann:p@ss@host', 'mongodb://ann:••••@host'],
    ['mongodb://localhost:27017', 'mongodb://localhost:27017'],
    ['mongodb://a:27017,b:27018/x', 'mongodb://a:27017,b:27018/x'],
    ['mongodb://[::1]:27017', 'mongodb://[::1]:27017'],
    ['mongodb://ann@host:27017', 'mongodb://ann@host:27017'],
    ['mongodb://shop:being-typed', 'mongodb://shop:•••••••••••'],
    [
      'mongodb://h/?proxyPassword=pw&tlsCertificateKeyFilePassword=k3y&w=1',
      'mongodb://h/?proxyPassword=••&tlsCertificateKeyFilePassword=•••&w=1'
    ],
    [
      'mongodb://a:b@h/?authMechanismProperties=AWS_SESSION_TOKEN:tok,SERVICE_NAME:m',
      'mongodb://a:•@h/?authMechanismProperties=AWS_SESSION_TOKEN:•••,SERVICE_NAME:m'
    ],
    ['not a string', 'not a string']
  ])('%s shows as %s', (uri, shown) => expect(maskUri(uri)).toBe(shown))

  it('keeps its length, so that the caret stays where it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const uri = `mongodb://${a}:${b}`
        expect(maskUri(uri)).toHaveLength(uri.length)
      })
    )
  })
})

describe('an edit under the mask', () => {
  it('types into the password', () => {
    const real = 'mongodb://a:bcd@h'
    expect(editUnderMask(real, maskUri(real), 'mongodb://a:••X•@h', 15)).toBe('mongodb://a:bcXd@h')
  })

  it('takes a pasted string whole', () => {
    const pasted = 'mongodb://u:pw@h'
    expect(editUnderMask('mongodb://x:y@z', 'mongodb://x:•@z', pasted, pasted.length)).toBe(pasted)
  })

  it('does to the real string what was done to the shown one', () => {
    const part = fc.stringMatching(/^[a-z0-9]{0,8}$/)
    fc.assert(
      fc.property(part, part, fc.nat(30), fc.nat(10), part, (user, password, at, removed, typed) => {
        const real = `mongodb://${user}:${password}@host`
        const shown = maskUri(real)
        const from = Math.min(at, real.length)
        const to = Math.min(from + removed, real.length)
        const edited = shown.slice(0, from) + typed + shown.slice(to)
        const caret = from + typed.length
        expect(editUnderMask(real, shown, edited, caret)).toBe(real.slice(0, from) + typed + real.slice(to))
      })
    )
  })
})

it('makes room for the password that was not kept', () => {
  expect(readyForPassword('mongodb://shop@host:27017/x')).toEqual({
    uri: 'mongodb://shop:@host:27017/x',
    at: 15
  })
  expect(readyForPassword('mongodb://shop:@host')).toEqual({ uri: 'mongodb://shop:@host', at: 15 })
  expect(readyForPassword('mongodb://host')).toEqual({ uri: 'mongodb://host', at: 14 })
})

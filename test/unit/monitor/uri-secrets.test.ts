import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSameAccount, putSecrets, takeSecrets } from '../../../src/monitor/uri-secrets'
import { readUri, writeUri } from '../../../src/shared/connect/uri-form'
import { anyForm } from '../../support/uri-forms'

const full =
  'mongodb://ann:p%40ss@a:1,b:2/shop?proxyHost=p&proxyUsername=u&proxyPassword=s%20e&tlsCertificateKeyFilePassword=k&authMechanismProperties=SERVICE_NAME:m,AWS_SESSION_TOKEN:t0k'

it('takes every secret out of a string and leaves the rest', () => {
  const { uri, secrets } = takeSecrets(full)
  expect(secrets).toEqual({
    password: 'p@ss',
    proxyPassword: 's e',
    tlsCertificateKeyFilePassword: 'k',
    awsSessionToken: 't0k'
  })
  expect(readUri(uri)).toMatchObject({
    user: 'ann',
    password: '',
    options: { proxyHost: 'p', proxyUsername: 'u', authMechanismProperties: 'SERVICE_NAME:m' }
  })
})

it('puts back what was taken out', () => {
  fc.assert(
    fc.property(anyForm(), form => {
      // Properties are a list of their own; as they are read, so they are written.
      const { authMechanismProperties: _, ...options } = form.options
      const whole = { ...form, options }
      const { uri, secrets } = takeSecrets(writeUri(whole))
      for (const secret of ['password', 'proxyPassword', 'tlsCertificateKeyFilePassword'])
        expect(takeSecrets(uri).secrets).not.toHaveProperty(secret)
      const back = readUri(putSecrets(uri, secrets))
      expect({ ...back, others: new Set(back?.others) }).toEqual({ ...whole, others: new Set(whole.others) })
    })
  )
  const { uri, secrets } = takeSecrets(full)
  expect(readUri(putSecrets(uri, secrets))?.options.authMechanismProperties).toBe(
    'SERVICE_NAME:m,AWS_SESSION_TOKEN:t0k'
  )
})

it('leaves a secret that is typed in the string, and gives no password to nobody', () => {
  expect(putSecrets('mongodb://ann:typed@h/', { password: 'kept' })).toBe('mongodb://ann:typed@h/')
  expect(putSecrets('mongodb://h/', { password: 'kept' })).toBe('mongodb://h/')
})

it.each([
  ['mongodb://ann@h/shop', 'mongodb://ann@h/blog?tls=true', true],
  ['mongodb://ann@h', 'mongodb://bob@h', false],
  ['mongodb://ann@h', 'mongodb://ann@elsewhere', false],
  ['mongodb://ann@h', 'mongodb+srv://ann@h', false],
  ['mongodb://ann@h', 'mongodb://', false]
])('%s and %s: the same account is %s', (one, other, isSame) => {
  expect(isSameAccount(one, other)).toBe(isSame)
})

import { expect, it } from 'vitest'
import { isSecretName, looksSecret } from '../../../src/monitor/secrets'

it.each(
  `password passwordHash user_password passwd pass userPass pwd passphrase passcode passkey token tokens accessToken csrfToken
  _csrf xsrf-token secret clientSecret hash pwhash salt apiKey api_key privateKey credentials authorization jwt bearer signature
  sid sessionId session_id sessID pin userPIN pinCode otp totpCode cvv cvc2 cardNumber recoveryCodes`.split(
    /\s+/
  )
)('hides %s', name => {
  expect(isSecretName(name)).toBe(true)
})

it.each(
  `passport passenger compass hashtag desalted shippingId user email cart items side opinion spinner obsid views
  lastPage`.split(/\s+/)
)('shows %s', name => {
  expect(isSecretName(name)).toBe(false)
})

it('hides what is a credential by the look of it', () => {
  expect(looksSecret('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl')).toBe(true)
  expect(looksSecret('-----BEGIN RSA PRIVATE KEY-----')).toBe(true)
  expect(looksSecret('ann@shop.io')).toBe(false)
  expect(looksSecret(42)).toBe(false)
})

import { expect, it } from 'vitest'
import { isShopAddress } from '../../../src/main/shop-address'

it.each(['http://127.0.0.1:3000', 'http://127.0.0.1:43211/'])('knows %s as the shop’s', address => {
  expect(isShopAddress(address)).toBe(true)
})

it.each([
  'https://127.0.0.1:3000',
  'http://127.0.0.1.example.org:80',
  'http://127.0.0.1:80@example.org',
  'http://127.0.0.1:3000/logout',
  'file:///etc/passwd',
  'javascript:alert(1)',
  ' http://127.0.0.1:3000',
  ''
])('opens no %o', address => {
  expect(isShopAddress(address)).toBe(false)
})

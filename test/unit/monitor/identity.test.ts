import { Long, ObjectId, UUID } from 'bson'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createIdentity, userPathsOf } from '../../../src/monitor/identity'
import { anyValue } from '../../support/documents'

const identify = createIdentity()
const id = new ObjectId('65a0c0ffee0000000000beef')
const hex = '65a0c0ffee0000000000beef'

it.each<[string, Record<string, unknown>, string]>([
  ['user.email first', { user: { id: 7, name: 'Ann', email: 'ann@shop.io' } }, 'ann@shop.io'],
  ['then user.username', { user: { id: 7, name: 'Ann', username: 'ann' } }, 'ann'],
  ['then user.name', { user: { id: 7, _id: id, name: 'Ann' } }, 'Ann'],
  ['then user._id', { user: { id: 7, _id: id } }, hex],
  ['then user.id', { user: { id: 7 } }, '7'],
  ['a user that is text', { user: 'ann' }, 'ann'],
  ['a user that is an object id', { user: id }, hex],
  ['userId', { userId: id, email: 'x' }, hex],
  ['a large userId', { userId: Long.fromString('9007199254740993') }, '9007199254740993'],
  [
    'a UUID',
    { userId: new UUID('12345678-1234-4234-8234-123456789abc') },
    '12345678-1234-4234-8234-123456789abc'
  ],
  ['Passport, text', { passport: { user: 'ann' } }, 'ann'],
  ['Passport, number', { passport: { user: 42 } }, '42'],
  ['Passport, object id', { passport: { user: id } }, hex],
  ['Passport, object', { passport: { user: { id: 3, username: 'ann' } } }, 'ann'],
  ['username', { username: 'ann', email: 'a@b' }, 'ann'],
  ['email', { email: 'a@b' }, 'a@b'],
  ['user_id', { user_id: id }, hex],
  ['a Parse pointer, as the id it points at', { user: '_User$ysIlPXR4aE' }, 'ysIlPXR4aE'],
  ['Flask-Login', { _fresh: true, _user_id: 'ann' }, 'ann'],
  ['Warden under Devise, whose key is one name', { 'warden.user.user.key': [[id], '$2a$11$abc'] }, hex],
  ['Warden with an id alone', { 'warden.user.admin.key': 7 }, '7'],
  [
    'the lesson’s user beside isLoggedIn',
    { isLoggedIn: true, user: { _id: id, email: 'ann@shop.io' } },
    'ann@shop.io'
  ]
])('reads %s', (_, payload, user) => {
  expect(identify(payload)).toEqual({ isSignedIn: true, user })
})

it('takes isLoggedIn alone for signed in, user not recorded', () => {
  expect(identify({ isLoggedIn: true })).toEqual({ isSignedIn: true, user: null })
  expect(identify({ isLoggedIn: 'true' })).toEqual({ isSignedIn: false, user: null })
})

it.each([
  {},
  { user: null },
  { user: '' },
  { user: {} },
  { passport: {} },
  { userId: true },
  { user: '   ' }
])('takes %o for a guest', payload => {
  expect(identify(payload)).toEqual({ isSignedIn: false, user: null })
})

it('looks at a person’s own paths first', () => {
  const own = createIdentity(['account.login', 'member'])
  expect(own({ account: { login: 'bob' }, user: 'ann' }).user).toBe('bob')
  expect(own({ member: { name: 'Cid' } }).user).toBe('Cid')
  expect(own({ user: 'ann' }).user).toBe('ann')
  expect(userPathsOf(['account.login'])[0]).toBe('account.login')
})

it('never reads what an object inherits', () => {
  expect(identify(JSON.parse('{"__proto__": {"user": "evil"}}')).user).toBeNull()
})

it('keeps user keys short, and never throws', () => {
  expect(identify({ user: 'x'.repeat(10_000) }).user).toHaveLength(4096)
  fc.assert(
    fc.property(anyValue(), anyValue(), (user, passport) => {
      const found = identify({ user, userId: passport, passport: { user: passport }, email: user })
      if (found.user !== null) expect(found.user.length).toBeGreaterThan(0)
    })
  )
})

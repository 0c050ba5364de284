import { expect, it } from 'vitest'
import { people, robot, selectAccount } from '../../../../src/demo/shop/accounts'

it('knows about a hundred people, no two with the same address, all plain letters', () => {
  const emails = people.map(person => person.email)
  expect(new Set(emails).size).toBe(emails.length)
  expect(emails.length).toBeGreaterThanOrEqual(100)
  for (const email of emails) expect(email).toMatch(/^[a-z]+(\.[a-z]+)?@shop\.io$/)
})

it.each(['ann@shop.io', 'bob@shop.io', 'mei.tanaka@shop.io', 'j.okafor@shop.io', 'piotr.zielinski@shop.io'])(
  'lets %s in with the demo password and no other',
  email => {
    expect(selectAccount(email, 'demo')?.email).toBe(email)
    expect(selectAccount(email, 'guess')).toBeNull()
  }
)

it('marks the robot as one', () => expect(selectAccount(robot.email, 'demo')?.role).toBe('robot'))

it('lets anybody in under an address of their own, whatever the password', () => {
  expect(selectAccount(' Grace.Hopper@Navy.mil ', 'anything')).toEqual({
    email: 'grace.hopper@navy.mil',
    name: 'Grace Hopper',
    role: 'customer'
  })
})

it.each([
  ['', 'demo'],
  ['nobody', 'demo'],
  ['a b@c', 'demo'],
  ['me@here', ''],
  [`${'x'.repeat(300)}@here`, 'demo'],
  [['ann@shop.io'], 'demo'],
  [undefined, undefined]
])('turns away %j with %j', (email, password) => expect(selectAccount(email, password)).toBeNull())

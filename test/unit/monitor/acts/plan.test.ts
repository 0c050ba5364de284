import { expect, it } from 'vitest'
import { planOf } from '../../../../src/monitor/acts/plans'
import type { Session } from '../../../../src/shared/domain/session'
import { aGuest, aSession, keyOf } from '../../../support/sessions'

const rowsOf = (sessions: readonly Session[]) =>
  sessions.map((session, n) => ({ session: { ...session, key: keyOf(n) }, documentId: n, sessionId: `${n}` }))
const many = (count: number, user: (n: number) => string) =>
  rowsOf(Array.from({ length: count }, (_, n) => aSession({ user: user(n) })))

it('names the user whose sessions all of them are, and lists the few', () => {
  const plan = planOf(
    1,
    many(2, () => 'ann'),
    100
  )
  expect(plan).toMatchObject({ user: 'ann', people: 1, signedIn: 2, isEverybody: false, mustType: false })
  expect(plan.rows).toHaveLength(2)
  expect(planOf(1, [...many(1, () => 'ann'), ...rowsOf([aGuest()])], 100)).toMatchObject({
    user: null,
    people: 1
  })
  expect(
    planOf(
      1,
      many(9, () => 'ann'),
      100
    ).rows
  ).toEqual([])
})

it('asks for the number where nobody would be left, but not where that is one user', () => {
  expect(
    planOf(
      1,
      many(4, n => `user ${n}`),
      4
    )
  ).toMatchObject({ isEverybody: true, mustType: true })
  expect(
    planOf(
      1,
      many(4, n => `user ${n}`),
      5
    )
  ).toMatchObject({ isEverybody: false, mustType: false })
  expect(
    planOf(
      1,
      many(2, () => 'ann'),
      2
    )
  ).toMatchObject({ isEverybody: true, mustType: false })
})

it('asks for the number of many, guests among them', () => {
  const guests = rowsOf(Array.from({ length: 100 }, () => aGuest()))
  expect(planOf(1, guests, 5)).toMatchObject({
    sessions: 100,
    signedIn: 0,
    mustType: true,
    isEverybody: false
  })
})

import { expect, it } from 'vitest'
import { createNameJoin, MOST_AT_ONCE, MOST_NAMES } from '../../../../src/monitor/names/join'
import type { KnownNames, UserName } from '../../../../src/shared/domain/names'
import { manualTime } from '../../../support/manual-time'
import { until } from '../../../support/until'

const source = { ns: 'shop.users', fields: ['name'] }

function aJoin(
  read: (users: readonly string[]) => Promise<readonly UserName[]> = async users => users.map(nameOf)
) {
  const time = manualTime(0)
  const told: KnownNames[] = []
  const batches: (readonly string[])[] = []
  const searched: string[] = []
  let learned = 0
  const join = createNameJoin({
    async read(_, users) {
      batches.push(users)
      return read(users)
    },
    async search(_, text) {
      searched.push(text)
      return [['u7', 'Seven of Nine']]
    },
    troubleOf: error => String(error),
    timers: time.timers,
    monotonicMs: () => time.now(),
    changed: names => told.push(names),
    learned: () => {
      learned += 1
    }
  })
  return { join, time, told, batches, searched, learned: () => learned }
}

const nameOf = (user: string): UserName => [user, `Name of ${user}`]
const users = (count: number) => Array.from({ length: count }, (_, n) => `u${n}`)

it('reads nothing until it is told where names are, then only those that are looked at', async () => {
  const { join, batches, told } = aJoin()
  join.see('sessions', users(3))
  expect(batches).toEqual([])
  join.use(source)
  await until(() => told.at(-1)?.names.length === 3, 'the names')
  expect(batches).toEqual([users(3)])
  join.see('sessions', users(3))
  join.see('users', users(4))
  await until(() => told.at(-1)?.names.length === 4, 'the fourth')
  expect(batches).toEqual([users(3), ['u3']])
})

it('reads in batches, and tells only of who is looked at now', async () => {
  const { join, batches, told } = aJoin()
  join.use(source)
  join.see('sessions', users(450))
  await until(() => told.at(-1)?.names.length === 450, 'all of them')
  expect(Math.max(...batches.map(batch => batch.length))).toBe(MOST_AT_ONCE)
  join.see('sessions', ['u1'])
  expect(told.at(-1)?.names).toEqual([nameOf('u1')])
})

it('keeps no more names than it may', async () => {
  const { join, told, batches } = aJoin()
  join.use(source)
  for (let from = 0; from <= MOST_NAMES; from += 1000) {
    const some = users(from + 1000).slice(from)
    join.see('sessions', some)
    await until(() => told.at(-1)?.names.length === 1000, 'a thousand more')
  }
  const before = batches.length
  join.see('sessions', ['u0'])
  await until(() => batches.length > before, 'the first one is read again')
})

it('says why names cannot be read, and tries again after a while', async () => {
  let isAway = true
  const { join, told, time, batches } = aJoin(async some => {
    if (isAway) throw new Error('away')
    return some.map(nameOf)
  })
  join.use(source)
  join.see('sessions', ['u1'])
  await until(() => told.at(-1)?.trouble !== null, 'the trouble')
  join.see('sessions', ['u1', 'u2'])
  expect(batches).toHaveLength(1)
  isAway = false
  time.advance(10_000)
  await until(() => told.at(-1)?.names.length === 2, 'the names')
  expect(told.at(-1)?.trouble).toBeNull()
})

it('looks for a word that stays, once, and lets filters know', async () => {
  const { join, searched, time, learned } = aJoin()
  join.use(source)
  join.look(['se'])
  join.look(['seven'])
  join.look(['seven'])
  time.advance(200)
  await until(() => learned() > 0, 'it is found')
  expect(searched).toEqual(['seven'])
  expect(join.isNamed('u7', 'of nine')).toBe(true)
  expect(join.isNamed('u7', 'of ten')).toBe(false)
  join.look(['seven'])
  time.advance(200)
  expect(searched).toEqual(['seven'])
  join.use(null)
  expect(join.isNamed('u7', 'of nine')).toBe(false)
})

it('finds names for a file in batches, those on screen without asking again, and keeps none of them', async () => {
  const { join, batches, told } = aJoin()
  expect(await join.namesOf(users(3))).toEqual(new Map())
  join.use(source)
  join.see('sessions', users(2))
  await until(() => told.at(-1)?.names.length === 2, 'the names on screen')
  const names = await join.namesOf([...users(450), 'u3'])
  expect(names).toEqual(new Map(users(450).map(nameOf)))
  expect(batches.slice(1).map(batch => batch.length)).toEqual([200, 200, 48])
  expect(told.at(-1)?.names).toHaveLength(2)
})

it('leaves a file without names where they cannot be read, and waits before it asks again', async () => {
  const { join, batches, time, told } = aJoin(() => Promise.reject(new Error('gone')))
  join.use(source)
  expect(await join.namesOf(users(450))).toEqual(new Map())
  expect(await join.namesOf(users(3))).toEqual(new Map())
  expect(batches).toHaveLength(1)
  expect(told.at(-1)?.trouble).toContain('gone')
  time.advance(10_000)
  await join.namesOf(users(3))
  expect(batches).toHaveLength(2)
})

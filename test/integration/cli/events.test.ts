import { expect, inject, it } from 'vitest'
import type { ActivityEvent } from '../../../src/shared/domain/event'
import { aCli } from '../../support/cli-runs'
import { aDatabase } from '../../support/database'
import { startStoreApp } from '../../support/stores'
import { until } from '../../support/until'

const cli = aCli()
const uri = inject('replicaSetUri')
const { name } = aDatabase(uri)

const events = (...args: string[]) => cli('events', '--uri', uri, ...args)

it('streams what happens as sentences and as the same objects in JSON', async () => {
  const library = 'connect-mongodb-session'
  const app = await startStoreApp({ library, uri, database: name, collection: 'told' })
  const person = app.browser()
  await person.visit('/')
  const ns = `${name}.told`
  const [text, json] = [events('--ns', ns), events('--ns', ns, '--json')]
  const ended = events('--ns', ns, '--json', '--kind', 'ended')
  // A write now and then, until both follow: the command says nothing of that.
  const other = app.browser()
  await until(async () => {
    await other.visit('/')
    return text.lines.length > 0 && json.lines.length > 0
  }, 'both runs follow')
  const parsed = () => json.lines.map(line => JSON.parse(line) as ActivityEvent & { kind: string })
  // A write is looked up when it is told: one that the next has overtaken by then is not seen.
  await person.visit('/')
  await until(
    () =>
      parsed().some(e => e.changes?.some(one => one.after === '2')) &&
      text.lines.some(line => line.includes('views 1 → 2')),
    'the visit is told'
  )
  await person.visit('/login/eve@shop.io')
  await until(
    () => parsed().some(e => e.user === 'eve@shop.io') && text.lines.some(line => line.includes('signed in')),
    'the sign-in is told'
  )
  await person.visit('/logout')
  async function loggedIn(email: string): Promise<() => Promise<unknown>> {
    const one = app.browser()
    await one.visit(`/login/${email}`)
    return () => one.visit('/logout').then(() => one.visit(`/login/${email}`))
  }
  await until(() => parsed().some(e => e.event === 'signed-out'), 'the sign-out is told as JSON')
  await until(() => text.lines.some(line => line.includes('signed out')), 'the sign-out is told as text')

  expect(parsed().every(e => e.kind === 'event')).toBe(true)
  const eve = parsed().filter(e => e.key === parsed().find(one => one.user === 'eve@shop.io')?.key)
  expect(eve.map(e => e.event).filter(e => e !== 'touched')).toEqual(['changed', 'signed-in', 'signed-out'])
  expect(eve[0]?.changes).toEqual([
    { path: 'views', how: 'changed', before: '1', after: '2', isMasked: false }
  ])
  const signedIn = text.lines.find(line => line.includes('signed in')) ?? ''
  expect(signedIn).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3} {2}signed in +eve@shop\.io .*was a guest for at least .*expires/
  )
  expect(text.lines.join('\n')).toContain('views 1 → 2')
  expect(text.lines.find(line => line.includes('signed out'))).toMatch(/deleted 29:\d\d before its expiry/)
  // Follows too, and says nothing of all the rest.
  const leaving = await loggedIn('bob@shop.io')
  await until(async () => {
    await leaving()
    return ended.lines.length > 0
  }, 'an ending is told')
  expect(ended.lines.map(line => JSON.parse(line).event)).toEqual(ended.lines.map(() => 'signed-out'))
  text.child.kill('SIGINT')
  expect((await text.ended).code).toBe(0)
  await app.stop()
})

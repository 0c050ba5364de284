import { expect, inject, it } from 'vitest'
import { aCli } from '../../support/cli-runs'
import { aDatabase } from '../../support/database'
import { until } from '../../support/until'
import { storedSession } from '../../support/watched'

const cli = aCli()
const uri = inject('replicaSetUri')
const { db, name } = aDatabase(uri)

const sessions = () => db.collection<{ _id: string }>('sessions')
const write = (...ids: string[]) =>
  sessions().insertMany(ids.map(id => storedSession(`${id}-0000`, 'ann@shop.io')))

it('tells of what it was asked for, that it is over, and of nothing else', async () => {
  await write('one')
  const watching = ['watch', '--uri', uri, '--ns', `${name}.sessions`]
  const json = cli(...watching, '--json', '--alert', 'many-sessions=2', '--alert', 'feed-lost')
  const text = cli(...watching, '--alert', 'many-sessions=2')
  const quiet = cli(...watching, '--json')
  for (const run of [json, text, quiet]) await until(() => run.lines.length > 1, 'it watches')
  await write('two', 'three')
  const alerts = () =>
    json.lines.filter(line => line.includes('"kind":"alert"')).map(line => JSON.parse(line))
  await until(() => alerts().length === 1, 'it is told')
  await until(() => text.lines.some(line => line.includes('ALERT')), 'it is told as a sentence')
  await sessions().deleteOne({ _id: 'two-0000' })
  await until(() => alerts().length === 2, 'it is over')
  await until(() => text.lines.some(line => line.includes('OVER')), 'that is told as a sentence')
  expect(alerts()).toMatchObject([
    { alert: 'many-sessions', state: 'raised', user: 'ann@shop.io' },
    { alert: 'many-sessions', state: 'over', user: 'ann@shop.io' }
  ])
  expect(alerts()[0].text).toBe('One user has 3 active sessions, more than 2')
  expect(text.lines.find(line => line.includes('ALERT'))).toMatch(
    /^\d\d:\d\d:\d\d {2}ALERT {2}One user has 3 active sessions, more than 2: ann@shop\.io$/
  )
  expect(quiet.lines.filter(line => line.includes('"alert"'))).toEqual([])
  expect(json.lines.join('\n')).not.toContain('two-0000')
})

it.each(['nothing', 'many-sessions=0', 'many-sessions=many', 'feed-lost=4', 'guest-surge=1=2'])(
  'takes %s for wrong usage, and says what there is',
  async alert => {
    const run = cli('watch', '--uri', uri, '--alert', alert)
    const { code, stderr } = await run.ended
    expect(code).toBe(2)
    expect(stderr).toContain('store-not-deleting, feed-lost')
  }
)

import { expect, inject, it } from 'vitest'
import { aCli } from '../../support/cli-runs'
import { aDatabase } from '../../support/database'
import { times, writeWith } from '../../support/unhealthy'

const cli = aCli()
const uri = inject('replicaSetUri')
const { db, name: database } = aDatabase(uri)
const app = (collection: string) =>
  ({ library: 'connect-mongodb-session', uri, database, collection }) as const

async function lint(collection: string, ...more: string[]) {
  const run = cli('lint', '--uri', uri, '--ns', `${database}.${collection}`, ...more)
  const { code, stderr } = await run.ended
  return { code, stderr, text: run.lines.join('\n'), json: () => JSON.parse(run.lines.join('\n')) }
}

it('gives a sound store an A, and ends with 0', async () => {
  await writeWith(app('sound'), times(3, {}))
  const { code, stderr, text } = await lint('sound')
  expect([code, stderr]).toEqual([0, ''])
  expect(text).toContain(`Store health of ${database}.sound: grade A`)
  expect(text).toContain('all 3 documents read')
  expect(text).toContain('20 checks passed.')
})

it('tells what is wrong in text, JSON and SARIF, and ends with 1 from the severity on that is asked for', async () => {
  await writeWith(app('ill'), times(3, {}))
  await writeWith(app('ill'), times(3, { cookie: { httpOnly: false, sameSite: undefined } }))
  const asText = await lint('ill')
  expect(asText.code).toBe(1)
  expect(asText.text).toContain('grade C')
  expect(asText.text).toContain(
    'Warning: 3 sessions have cookies that scripts can read: not marked HttpOnly [cookie-http-only]'
  )
  expect(asText.text).toContain('    app.use(session({ cookie: { httpOnly: true }, … }))')

  const asJson = await lint('ill', '--json', '--fail-on', 'critical')
  expect(asJson.code).toBe(0)
  expect(asJson.json()).toMatchObject({
    kind: 'health',
    grade: 'C',
    read: 6,
    documents: 6,
    findings: [
      { rule: 'cookie-http-only', severity: 'warning', filter: '-cookie.httpOnly:true' },
      { rule: 'cookie-same-site', severity: 'advice' }
    ]
  })

  const asSarif = await lint('ill', '--sarif', '--ignore', 'cookie-http-only', '--fail-on', 'advice')
  expect(asSarif.code).toBe(1)
  const [run] = asSarif.json().runs
  expect(run.tool.driver.rules).toHaveLength(20)
  expect(run.results).toMatchObject([{ ruleId: 'cookie-same-site', level: 'note' }])

  const ignored = ['--ignore', 'cookie-http-only', '--ignore', 'cookie-same-site']
  expect((await lint('ill', ...ignored)).code).toBe(0)
})

it('ends with 2 for a rule that there is not, and for a store that there is not', async () => {
  await writeWith(app('known'), times(1, {}))
  const unknown = await lint('known', '--ignore', 'ttl-mising')
  expect([unknown.code, unknown.text]).toEqual([2, ''])
  expect(unknown.stderr).toContain('There is no rule “ttl-mising”.')
  expect((await lint('nowhere')).code).toBe(2)
  expect(await db.collection('known').countDocuments()).toBe(1)
})

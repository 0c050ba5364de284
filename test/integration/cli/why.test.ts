import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, it, onTestFinished } from 'vitest'
import { aCli } from '../../support/cli-runs'
import { aDatabase } from '../../support/database'
import { until } from '../../support/until'
import { aWhyApp } from '../../support/why-app'

const cli = aCli()
const uri = inject('replicaSetUri')
const { db, name: database } = aDatabase(uri)
const SECRET = 'only-the-app-knows'

it('answers of a cookie, an id and a user, with exit codes, and repeats no secret', async () => {
  const app = await aWhyApp({ uri, database, collection: 'sessions', secret: SECRET })
  const ann = app.browser()
  await ann.visit('/login/ann@shop.io')
  await until(async () => (await db.collection('sessions').countDocuments()) === 1, 'she is stored')
  const [cookie, id] = [await ann.cookie(), await ann.id()]
  const folder = await mkdtemp(join(tmpdir(), 'sextant-why-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const secretFile = join(folder, 'secret')
  await writeFile(secretFile, `${SECRET}\n`)
  const printed: string[] = []

  async function why(question: string, args: readonly string[], pasted = '') {
    const run = cli('why', '--uri', uri, '--ns', `${database}.sessions`, ...args, question)
    run.child.stdin?.end(pasted)
    const { code, stderr } = await run.ended
    printed.push(...run.lines, stderr)
    return { code, stderr, lines: run.lines }
  }

  const [checked, asJson, user] = await Promise.all([
    why('-', ['--secret-file', secretFile], `Cookie: ${cookie}\n`),
    why('-', ['--json', '--url', 'http://shop.test'], cookie),
    why('ann@shop.io', [])
  ])
  expect(checked).toMatchObject({ code: 0, stderr: '' })
  expect(checked.lines[0]).toMatch(/^Signed in as ann@shop\.io until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.$/)
  expect(checked.lines.slice(1)).toEqual([
    '  The signature matches this secret.',
    `(Cookie connect.sid, id ${id.slice(0, 2)}…${id.slice(-2)}, ${database}.sessions)`
  ])

  const answer = JSON.parse(asJson.lines[0] ?? '')
  expect(answer.findings.map((one: { kind: string }) => one.kind)).toEqual([
    'signed-in',
    'signature-unchecked'
  ])
  expect(answer.findings[0]).toMatchObject({
    user: 'ann@shop.io',
    text: expect.stringMatching(/^Signed in as/)
  })

  expect(user).toMatchObject({ code: 0, stderr: '' })
  expect(user.lines[0]).toBe('ann@shop.io is signed in with 1 session.')

  await ann.visit('/logout')
  const bareUri = 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200'
  const [gone, empty, noFile, bare] = await Promise.all([
    why('-', [], id),
    why('-', [], ' '),
    why('-', ['--secret-file', join(folder, 'none')], cookie),
    cli('why', '--uri', bareUri, `connect.sid=${id}`).ended
  ])
  expect(gone.lines[0]).toMatch(/^No session in \S+ has this id.* Nobody has been watching/)
  expect([empty.code, noFile.code, bare.code]).toEqual([2, 2, 3])
  // By then it stands in the list of processes: that is said, and it is not repeated.
  expect(bare.stderr).toContain('others on this computer can read')
  printed.push(bare.stderr)
  for (const secret of [id, SECRET, encodeURIComponent(SECRET)])
    expect(printed.join('\n')).not.toContain(secret)
})

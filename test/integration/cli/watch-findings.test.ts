import { describe, expect, inject, it } from 'vitest'
import type { Finding } from '../../../src/shared/domain/finding'
import { watchedRules } from '../../../src/shared/domain/watched'
import { aCli } from '../../support/cli-runs'
import { aDatabase } from '../../support/database'
import { startStoreApp } from '../../support/stores'
import { times, writeWith } from '../../support/unhealthy'
import { until } from '../../support/until'

const cli = aCli()
const SIGN_INS = 20
const GUESTS = 1000

describe.each([
  ['a replica set', 'replicaSetUri', 'connect-mongodb-session'],
  // A poll goes by the expiry, which connect-mongodb-session leaves as it was where the app saves by itself.
  ['a standalone', 'standaloneUri', 'connect-mongo-6']
] as const)('sextant watch on %s', (_server, key, library) => {
  const uri = inject(key)
  const { db, name } = aDatabase(uri)

  it('tells what watching finds, once a rule, as sentences and as JSON, with masked ids', async () => {
    const options = {
      library,
      uri,
      database: name,
      collection: 'sessions'
    } as const
    const app = await startStoreApp(options)
    const [ann, bob] = [app.browser(), app.browser()]
    for (const guest of [ann, bob]) await guest.visit('/')
    const at = ['watch', '--uri', uri, '--ns', `${name}.sessions`]
    const [text, json] = [cli(...at), cli(...at, '--json')]
    const parsed = () => json.lines.map(line => JSON.parse(line) as { readonly kind: string })
    const findings = () =>
      parsed().filter((line): line is Finding & { kind: 'finding' } => line.kind === 'finding')
    await until(() => parsed().some(({ kind }) => kind === 'view') && text.lines.length >= 5, 'both follow')
    const isToldBy = (rule: string) => () =>
      findings().some(one => one.rule === rule) && text.lines.some(line => line.endsWith(`(${rule})`))

    // The app keeps the id when somebody signs in.
    await ann.visit('/login/ann@shop.io')
    await until(isToldBy('login-without-regenerate'), 'the kept id is told')
    await bob.visit('/login/bob@shop.io')
    await ann.visit('/login/cid@shop.io')
    await until(isToldBy('user-changed-in-session'), 'the other user is told')
    for (let n = 0; n < SIGN_INS; n++) await app.browser().visit('/login/robot@shop.io')
    await until(isToldBy('many-sessions-of-one-user'), 'the robot is told')
    await writeWith(options, times(GUESTS, { data: {} }))
    await until(isToldBy('guest-flood'), 'the flood is told')

    text.child.kill('SIGINT')
    json.child.kill('SIGINT')
    expect([(await text.ended).code, (await json.ended).code]).toEqual([0, 0])
    await app.stop()
    expect(findings().map(one => one.rule)).toEqual(watchedRules)
    expect(findings()[0]).toMatchObject({
      severity: 'critical',
      title: '1 guest signed in and kept the session id',
      mend: { kind: 'app' }
    })
    const sentences = text.lines.filter(line => watchedRules.some(rule => line.endsWith(`(${rule})`)))
    expect(sentences).toHaveLength(watchedRules.length)
    expect(sentences[0]).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} {2}critical +1 guest signed in and kept the session id; .* UTC; id: ..….. \(/
    )
    const printed = [...text.lines, ...json.lines].join('\n')
    for (const { _id } of await db.collection<{ _id: string }>('sessions').find().toArray())
      expect(printed).not.toContain(_id)
  })
})

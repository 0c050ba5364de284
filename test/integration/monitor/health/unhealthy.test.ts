import { describe, expect, inject, it } from 'vitest'
import type { Finding } from '../../../../src/shared/domain/finding'
import { aDatabase } from '../../../support/database'
import { runMongosh } from '../../../support/run-mongosh'
import type { AppOptions } from '../../../support/stores'
import { found, healthOf, times, type Written, writeWith } from '../../../support/unhealthy'

const uri = inject('replicaSetUri')
const { client, db, name: database } = aDatabase(uri)
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

const appOn = (
  collection: string,
  options: Readonly<Record<string, unknown>> = {},
  library: AppOptions['library'] = 'connect-mongodb-session'
): AppOptions => ({ library, uri, database, collection, options })
const nsOf = (collection: string) => `${database}.${collection}`

async function onlyFinding(collection: string): Promise<Finding> {
  const report = await healthOf(uri, nsOf(collection))
  const [finding, ...others] = report.findings
  expect(others.map(other => other.rule)).toEqual([])
  if (finding === undefined) throw new Error('Nothing was found.')
  return finding
}

/** Runs what the finding says, as a person would in mongosh. */
async function mend({ mend: how }: Finding): Promise<void> {
  expect(how?.kind).toBe('mongosh')
  await runMongosh(client, how?.code ?? '')
}

it('finds nothing in a sound store', async () => {
  await writeWith(appOn('sound'), times(3, {}))
  expect(found(await healthOf(uri, nsOf('sound')))).toEqual([])
})

describe('what the server is to delete', () => {
  it('says that nothing deletes, and the index that it names does', async () => {
    await writeWith(appOn('bare', { autoRemove: 'disabled' }, 'connect-mongo-6'), [
      ...times(3, {}),
      { expiresInMs: -10 * MINUTE_MS }
    ])
    const finding = await onlyFinding('bare')
    expect(finding).toMatchObject({ rule: 'ttl-missing', severity: 'critical', filter: 'state:expired' })
    expect(finding.evidence).toContain('1 expired session still stored')
    expect(finding.mend?.does).toContain('will delete 1 document')
    await mend(finding)
    expect(found(await healthOf(uri, nsOf('bare')))).not.toContain('ttl-missing')
  })

  it('tells an index on another date, and moves it', async () => {
    await writeWith(appOn('other', { touchAfter: 60 }, 'connect-mongo-6'), times(3, {}))
    await db.collection('other').dropIndex('expires_1')
    await db.collection('other').createIndex({ lastModified: 1 }, { expireAfterSeconds: 3600 })
    const finding = await onlyFinding('other')
    expect(finding).toMatchObject({ rule: 'ttl-other-field', severity: 'critical' })
    await mend(finding)
    expect(found(await healthOf(uri, nsOf('other')))).toEqual([])
  })

  it('tells a second index that deletes, and drops it', async () => {
    await writeWith(appOn('two', { touchAfter: 60 }, 'connect-mongo-6'), times(3, {}))
    await db.collection('two').createIndex({ lastModified: 1 }, { expireAfterSeconds: 600 })
    const finding = await onlyFinding('two')
    expect(finding).toMatchObject({ rule: 'ttl-two', severity: 'warning' })
    expect(finding.evidence).toContain('10 min after “lastModified”')
    await mend(finding)
    expect(found(await healthOf(uri, nsOf('two')))).toEqual([])
  })

  it('tells seconds that an expiry is not to have, and takes them off', async () => {
    await writeWith(appOn('seconds', { expiresAfterSeconds: 3600 }), times(3, {}))
    const finding = await onlyFinding('seconds')
    expect(finding).toMatchObject({ rule: 'ttl-seconds', severity: 'warning' })
    await mend(finding)
    expect(found(await healthOf(uri, nsOf('seconds')))).toEqual([])
  })

  it('tells expiries that are no dates, and makes them dates', async () => {
    const collection = db.collection('texts')
    await writeWith(appOn('texts', {}, 'connect-mongo-6'), times(4, {}))
    const [one, two, three] = await collection.find().toArray()
    const set = (document: typeof one, expires: unknown) =>
      collection.updateOne({ _id: document?._id as never }, { $set: { expires } })
    await set(one, one?.expires.toISOString())
    await set(two, two?.expires.getTime())
    await set(three, Math.floor(three?.expires.getTime() / 1000))
    const finding = await onlyFinding('texts')
    expect(finding).toMatchObject({ rule: 'expiry-not-date', severity: 'critical' })
    expect(finding.title).toMatch(/^3 sessions keep their expiry as text or a number/)
    await mend(finding)
    expect(found(await healthOf(uri, nsOf('texts')))).toEqual([])
    const dates = (await collection.find().toArray()).map(document => document.expires.getTime())
    for (const at of dates) expect(Math.abs(at - Date.now())).toBeLessThan(31 * MINUTE_MS)
  })

  it('tells an expiry that the library itself never looks at', async () => {
    await writeWith(appOn('key', { expiresKey: 'gone' }), times(3, {}))
    expect(await onlyFinding('key')).toMatchObject({ rule: 'expires-key', severity: 'warning' })
    await writeWith(appOn('key_mended'), times(3, {}))
    expect(found(await healthOf(uri, nsOf('key_mended')))).toEqual([])
  })
})

/** What is written by the app, the one rule that finds it, and how severe that is. */
const written: readonly (readonly [rule: string, severity: string, sessions: readonly Written[]])[] = [
  ['cookie-secure', 'warning', times(3, { cookie: { secure: false } })],
  ['cookie-http-only', 'warning', times(3, { cookie: { httpOnly: false } })],
  ['cookie-same-site', 'advice', times(3, { cookie: { sameSite: undefined } })],
  ['lifetime-long', 'warning', times(2, { expiresInMs: 200 * DAY_MS })],
  [
    'lifetime-mixed',
    'advice',
    [1, 2].flatMap(hours => times(15, { expiresInMs: hours * 60 * MINUTE_MS, data: { views: 1 } }))
  ],
  ['guests-empty', 'warning', [...times(25, { data: {} }), ...times(5, {})]],
  ['payload-large', 'warning', [{ data: { user: 'ann', cart: 'x'.repeat(20_000) } }, {}]],
  [
    'payload-secrets',
    'critical',
    [{ data: { user: { email: 'ann@shop.io', passwordHash: `$2b$10$${'a'.repeat(53)}` } } }, {}]
  ],
  ['id-short', 'advice', [{ id: '0123456789abcdef' }, {}]]
]

describe('what the app writes', () => {
  it.each(written)('is told by %s, and gone once the app is mended', async (rule, severity, sessions) => {
    const collection = rule.replaceAll('-', '_')
    await writeWith(appOn(collection), sessions)
    const finding = await onlyFinding(collection)
    expect(finding).toMatchObject({ rule, severity })
    await db.collection(collection).deleteMany({})
    await writeWith(appOn(collection), times(sessions.length, {}))
    expect(found(await healthOf(uri, nsOf(collection)))).toEqual([])
  })

  it('never tells a secret or an id', async () => {
    const hash = `$2b$10$${'b'.repeat(53)}`
    await writeWith(appOn('told'), [
      { data: { user: 'ann', hash, password: 'correct horse' }, id: 'short-id-0123' }
    ])
    const told = JSON.stringify(await healthOf(uri, nsOf('told')))
    expect(told).toContain('“hash” (password hash, 1)')
    expect(told).toContain('“password” (password, 1)')
    for (const value of ['bbbb', 'correct horse', 'short-id']) expect(told).not.toContain(value)
  })

  it('does not ask for Secure on the computer that the app is written on, and says so', async () => {
    await writeWith(appOn('local'), times(3, { cookie: { secure: false } }))
    const report = await healthOf(uri, nsOf('local'), false)
    expect(found(report)).toEqual([])
    expect(report.notJudged.map(one => one.rule)).toEqual(['cookie-secure'])
  })

  it('tells that ending the sessions of a user would read everything, and the index that it names ends that', async () => {
    const documents = Array.from({ length: 1000 }, (_, i) => ({
      sessionToken: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
      userId: `user${i}`,
      expires: new Date(Date.now() + DAY_MS)
    }))
    await db.collection('authjs').insertMany(documents)
    await db.collection('authjs').createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
    const finding = await onlyFinding('authjs')
    expect(finding).toMatchObject({ rule: 'user-index', severity: 'advice' })
    await mend(finding)
    expect(found(await healthOf(uri, nsOf('authjs')))).toEqual([])
  })
})

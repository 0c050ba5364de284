import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import { z } from 'zod'
import type { Connection } from '../monitor/connection'
import { discover } from '../monitor/discover'
import { openStore } from '../monitor/store'
import { otherStoresIn, peopleIn, type WhySources } from '../monitor/why/sources'
import { askWhy } from '../monitor/why/why'
import { MAX_WHY_TEXT, type WhyAnswer } from '../shared/domain/why'
import { FaultError, fault } from '../shared/fault'
import { findingText, subjectText } from '../shared/words/why-words'
import { exitCodes } from './exit-codes'
import {
  findStore,
  readPayloadOf,
  reportFault,
  type StoreOptions,
  storeAskOf,
  storeOptions,
  withConnection,
  withStoreOn
} from './store-run'
import { plain } from './table'
import { localTime } from './users'

const whyOptions = storeOptions.extend({
  json: z.boolean(),
  secretFile: z.string().optional(),
  url: z.string().max(2000).default('')
})
type WhyOptions = z.infer<typeof whyOptions>

/** Where the app's secret may be, that nobody else sees it. */
const SECRET_NAME = 'SEXTANT_SECRET'
const SEEN = `sextant: What stands on the command line, others on this computer can read, and the shell keeps it. Give “-” and paste it, or pipe it in.\n`

/** `sextant why`: why somebody is not signed in. Resolves with the exit code; failures are a sentence on stderr. */
export async function why(question: string, raw: unknown): Promise<number> {
  const options = whyOptions.parse(raw)
  try {
    const text = await textOf(question)
    const ask = { text, secret: await secretOf(options), address: options.url }
    return await withConnection(options.uri, async connection => {
      const answer = await askWhy(ask, await sourcesAt(connection, options))
      process.stdout.write(options.json ? `${jsonOf(answer)}\n` : textsOf(answer))
      return exitCodes.ok
    })
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    reportFault(error.fault)
    return exitCodes.usage
  }
}

async function textOf(question: string): Promise<string> {
  if (question !== '-') {
    if (isCredential(question)) process.stderr.write(SEEN)
    return question
  }
  if (process.stdin.isTTY) process.stderr.write('Paste a cookie, an id or a user, then press Ctrl+D.\n')
  return (await readAll(process.stdin)).slice(0, MAX_WHY_TEXT + 1)
}

/** A user's name is nobody's secret. */
const isCredential = (question: string) => !question.includes('@') && /[=:]|^\S{16,}$/.test(question)

async function secretOf({ secretFile }: WhyOptions): Promise<string> {
  if (secretFile === undefined) return process.env[SECRET_NAME] ?? ''
  try {
    return await readFile(secretFile, 'utf8')
  } catch {
    throw new FaultError(fault('bad-request', 'The file of --secret-file cannot be read.'))
  }
}

/** A run has watched nothing and keeps no journal: it tells what the database has now. */
async function sourcesAt(connection: Connection, options: StoreOptions): Promise<WhySources> {
  const ns = options.ns ?? (await findStore(connection))
  const store = await openStore(connection, storeAskOf(options, ns), readPayloadOf(options))
  await store.forget()
  return {
    client: connection.client,
    store,
    seen: null,
    journalFolder: null,
    audit: async () => [],
    otherStores: async () => otherStoresIn(await discover(connection)),
    people: text => withStoreOn(connection, options, live => peopleIn(live, text)),
    sessionsOf: () => null,
    namesOf: async () => new Map()
  }
}

function jsonOf(answer: WhyAnswer): string {
  const clock = (at: number) => new Date(at).toISOString()
  const findings = answer.findings.map(one => ({ ...one, text: findingText(one, answer.at, clock) }))
  return JSON.stringify({ ...answer, findings })
}

function textsOf(answer: WhyAnswer): string {
  const subject = subjectText(answer)
  const [first = '', ...others] = answer.findings.map(one => plain(findingText(one, answer.at, localTime)))
  return [
    first,
    ...others.map(text => `  ${text}`),
    ...(subject === null ? [] : [`(${plain(subject)}, ${answer.ns})`])
  ]
    .map(line => `${line}\n`)
    .join('')
}

import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ConnectionsExported, ImportOutcome, Secrets } from '../../shared/domain/saved-connection'
import { FaultError, fault } from '../../shared/fault'
import { fileText, fromCompass, readFileText, readSecretsText, secretsText, toCompass } from './compass'
import type { Connections } from './connections'
import { createOpening, createSealing } from './passphrase'

/** What a transfer asks the person for. */
export interface TransferParts {
  readonly connections: Connections
  /** Where to write, or null. */
  readonly chooseTarget: () => Promise<string | null>
  /** What to read, or null. */
  readonly chooseSource: () => Promise<string | null>
}

/** Connections to a file and back, in the format of MongoDB Compass. */
export interface Transfer {
  /** Without a passphrase no secret is in the file. Null: the person thought better of it. */
  write(passphrase: string | null): Promise<ConnectionsExported | null>
  /** A file with secrets in it waits for its passphrase, until another file is chosen. */
  read(passphrase: string | null): Promise<ImportOutcome>
}

/** A transfer of `connections`. */
export function createTransfer({ connections, chooseTarget, chooseSource }: TransferParts): Transfer {
  let waiting: string | null = null

  async function entriesOf(passphrase: string | null): Promise<readonly Record<string, unknown>[]> {
    const stored = connections.stored()
    if (passphrase === null) return stored.map(({ connection }) => toCompass(connection))
    const seal = await createSealing(passphrase)
    return stored.map(({ connection, secrets }) => ({
      ...toCompass(connection),
      ...(Object.keys(secrets).length === 0 ? {} : { connectionSecrets: seal(secretsText(secrets)) })
    }))
  }

  async function take(entry: Record<string, unknown>, secrets: Secrets): Promise<keyof Counts> {
    const connection = fromCompass(entry, secrets)
    if (connection === null) return 'skipped'
    const { draft, usedAt, compass } = connection
    const isThere = connections.list().some(one => one.id === draft.id)
    try {
      await connections.save(draft, { usedAt, compass })
      return isThere ? 'replaced' : 'added'
    } catch (error) {
      if (error instanceof FaultError) return 'skipped'
      throw error
    }
  }

  async function readFrom(file: string, passphrase: string | null): Promise<ImportOutcome> {
    const entries = readFileText(await textOf(file))
    if (entries === null)
      throw new FaultError(
        fault(
          'bad-request',
          `${basename(file)} is not a file of connections.`,
          'Compass and Sextant write them.'
        )
      )
    const isSealed = entries.some(({ connectionSecrets }) => typeof connectionSecrets === 'string')
    if (isSealed && passphrase === null) {
      waiting = file
      return { kind: 'needs-passphrase', file: basename(file) }
    }
    const open = createOpening(passphrase ?? '')
    // All are opened before any is taken: a wrong passphrase leaves everything as it was.
    const opened: (readonly [Record<string, unknown>, Secrets])[] = []
    for (const { connectionSecrets, ...entry } of entries)
      opened.push([
        entry,
        typeof connectionSecrets === 'string' ? await secretsIn(connectionSecrets, open) : {}
      ])
    const counts: Counts = { added: 0, replaced: 0, skipped: 0 }
    for (const [entry, secrets] of opened) counts[await take(entry, secrets)] += 1
    waiting = null
    return { kind: 'done', ...counts }
  }

  return {
    async write(passphrase) {
      const file = await chooseTarget()
      if (file === null) return null
      const entries = await entriesOf(passphrase)
      await writeWhole(file, fileText(entries))
      return { file: basename(file), count: entries.length }
    },
    async read(passphrase) {
      const file = passphrase === null ? await chooseSource() : waiting
      return file === null ? { kind: 'nothing' } : readFrom(file, passphrase)
    }
  }
}

interface Counts {
  added: number
  replaced: number
  skipped: number
}

async function secretsIn(sealed: string, open: (sealed: string) => Promise<string | null>): Promise<Secrets> {
  const text = await open(sealed)
  if (text === null)
    throw new FaultError(
      fault('wrong-password', 'This passphrase does not open the file.', 'Or the file was changed since.')
    )
  return readSecretsText(text)
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    throw new FaultError(fault('bad-request', `${basename(file)} cannot be read.`))
  }
}

/** What stood in the file before stays until the new text is whole. */
async function writeWhole(file: string, text: string): Promise<void> {
  const part = `${file}.part`
  try {
    await writeFile(part, text, { mode: 0o600 })
    await rename(part, file)
  } catch {
    await rm(part, { force: true })
    throw new FaultError(
      fault('bad-request', `${basename(file)} cannot be written.`, 'Choose another place.')
    )
  }
}

import { appendFile, mkdir, readFile, rename, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { type AuditLine, auditLine } from '../shared/domain/sign-out'

/** The list of what was done to sessions from this computer. It outlives the app. */
export interface Audit {
  /** A line that cannot be written is told to `failed`, and stops nothing. */
  note(line: Omit<AuditLine, 'by'>): void
  /** The newest lines first. */
  read(): Promise<readonly AuditLine[]>
}

/** A full file is put aside, in place of the one before it. */
const MOST_BYTES = 2_000_000
const MOST_READ = 200

/** The list in `file`, a JSON line for each act. */
export function createAudit(file: string, failed: (error: unknown) => void): Audit {
  let writing: Promise<void> = Promise.resolve()
  let isFirst = true

  async function write(line: AuditLine): Promise<void> {
    await mkdir(dirname(file), { recursive: true })
    const size = await stat(file).then(
      ({ size: bytes }) => bytes,
      () => 0
    )
    if (size > MOST_BYTES) await rename(file, `${file}.old`)
    // A crash may have torn off the line before: this one stands by itself.
    await appendFile(file, `${isFirst ? '\n' : ''}${JSON.stringify(line)}\n`, { mode: 0o600 })
    isFirst = false
  }

  return {
    note(line) {
      writing = writing.then(() => write({ ...line, by: accountName() })).catch(failed)
    },
    async read() {
      await writing
      const older = await linesOf(`${file}.old`)
      return [...older, ...(await linesOf(file))].slice(-MOST_READ).reverse()
    }
  }
}

/** What a crash tore off is left out. */
async function linesOf(file: string): Promise<readonly AuditLine[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').flatMap(line => {
    try {
      const parsed = auditLine.safeParse(JSON.parse(line))
      return parsed.success ? [parsed.data] : []
    } catch {
      return []
    }
  })
}

function accountName(): string {
  try {
    return userInfo().username
  } catch {
    // An account without a name, as in some containers.
    return 'unknown'
  }
}

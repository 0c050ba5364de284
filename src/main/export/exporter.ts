import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import type { RowRead, RowsReading } from '../../monitor/rows'
import type { ExportAsk, ExportState, RowsAsk, RowsFormat } from '../../shared/domain/rows'
import { type Fault, FaultError, fault } from '../../shared/fault'
import { recordOf } from '../../shared/rows/row-record'
import { createRowsText } from './rows-text'

/** What an exporter is made of. */
export interface ExporterParts {
  readonly rows: (ask: RowsAsk) => RowsReading
  /** The file that the person chooses, or null. */
  readonly choose: (format: RowsFormat) => Promise<string | null>
  readonly tell: (state: ExportState) => void
}

/** Writes sessions to a file, one export at a time. */
export interface Exporter {
  /** Answers when the file is chosen; what comes after is told. Rejects with a `FaultError` where rows cannot be read. */
  start(ask: ExportAsk): Promise<ExportState>
  /** Ends what is under way; resolves when nothing of it is left on the disk. */
  cancel(): Promise<void>
}

/** Progress is told at most this often. */
const TELL_EVERY_MS = 100

/** So many rows are copied at most: a clipboard is held in memory, several times over. */
const MOST_COPIED = 100_000

/** Rows are read only when the person has chosen a file, so that they are those of that moment. */
export function createExporter({ rows, choose, tell }: ExporterParts): Exporter {
  let running: { readonly ending: AbortController; readonly done: Promise<void> } | null = null
  let isChoosing = false

  async function write(
    file: string,
    ask: ExportAsk,
    signal: AbortSignal,
    reading: RowsReading
  ): Promise<void> {
    const name = basename(file)
    try {
      const done = await writeWhole(file, signal, handle =>
        writeRows(handle, ask, cancellable(reading, signal), written => {
          tell({ kind: 'running', file: name, done: written, expected: reading.expected })
        })
      )
      tell({ kind: 'done', file: name, done })
    } catch (error) {
      if (signal.aborted) tell({ kind: 'cancelled', file: name })
      else tell({ kind: 'failed', file: name, fault: faultOfWriting(error) })
    }
  }

  return {
    async start(ask) {
      if (running !== null || isChoosing)
        throw new FaultError(fault('bad-request', 'An export is under way.', 'Cancel it, or let it end.'))
      isChoosing = true
      const file = await choose(ask.format).finally(() => {
        isChoosing = false
      })
      if (file === null) return { kind: 'idle' }
      const reading = rows(ask.rows)
      const ending = new AbortController()
      const done = write(file, ask, ending.signal, reading).finally(() => {
        running = null
      })
      running = { ending, done }
      return { kind: 'running', file: basename(file), done: 0, expected: reading.expected }
    },
    async cancel() {
      running?.ending.abort()
      await running?.done
    }
  }
}

/** Sessions as text for the clipboard, ids masked, and how many. Rejects with a `FaultError` where there are too many. */
export async function textOfRows(reading: RowsReading, format: RowsFormat): Promise<[string, number]> {
  const text = createRowsText(format)
  const parts = [text.head]
  let count = 0
  for await (const batch of reading.batches) {
    count += batch.length
    if (count > MOST_COPIED) {
      const most = MOST_COPIED.toLocaleString('en-US')
      throw new FaultError(
        fault(
          'bad-request',
          `More than ${most} sessions are too many to copy.`,
          'Export them to a file instead.'
        )
      )
    }
    parts.push(
      text.rows(
        batch.map(row => recordOf(row.session, reading.at, { id: row.session.maskedId, name: row.name }))
      )
    )
  }
  return [[...parts, text.tail].join(''), count]
}

/** What stood in the file stays until the new one is whole. Only its owner may read it: it says who is signed in. */
async function writeWhole(
  file: string,
  signal: AbortSignal,
  fill: (handle: FileHandle) => Promise<number>
): Promise<number> {
  const partial = `${file}.${process.pid}.part`
  const handle = await open(partial, 'wx', 0o600)
  try {
    const count = await fill(handle).finally(() => handle.close())
    signal.throwIfAborted()
    await rename(partial, file)
    return count
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

/** Ends between two batches once it is cancelled. */
function cancellable(reading: RowsReading, signal: AbortSignal): RowsReading {
  async function* batches() {
    for await (const batch of reading.batches) {
      signal.throwIfAborted()
      yield batch
    }
  }
  return { ...reading, batches: batches() }
}

async function writeRows(
  handle: FileHandle,
  { format, hasWholeIds }: ExportAsk,
  { batches, at }: RowsReading,
  wrote: (count: number) => void
): Promise<number> {
  const text = createRowsText(format)
  const idOf = ({ session, sessionId }: RowRead) => (hasWholeIds && sessionId) || session.maskedId
  let count = 0
  let toldAt = Number.NEGATIVE_INFINITY
  await handle.write(text.head)
  for await (const batch of batches) {
    await handle.write(
      text.rows(batch.map(row => recordOf(row.session, at, { id: idOf(row), name: row.name })))
    )
    count += batch.length
    if (performance.now() - toldAt < TELL_EVERY_MS) continue
    toldAt = performance.now()
    wrote(count)
  }
  await handle.write(text.tail)
  return count
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full.',
  EACCES: 'You may not write there.',
  EPERM: 'You may not write there.',
  EROFS: 'That disk is read-only.',
  ENOENT: 'That folder is no longer there.'
}

function faultOfWriting(error: unknown): Fault {
  if (error instanceof FaultError) return error.fault
  const code = typeof error === 'object' && error !== null ? String(Reflect.get(error, 'code')) : ''
  const reason = reasons[code] ?? 'It could not be written.'
  return fault('internal', `The export ended: ${reason}`, 'Nothing of it was kept. Try another place.')
}

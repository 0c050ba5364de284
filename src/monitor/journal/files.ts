import { readdirSync, rmSync } from 'node:fs'
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { EpochMs } from '../../shared/domain/session'

/** A file of a journal. What is no longer written to is packed: its lines repeat themselves. */
export interface JournalPath {
  readonly path: string
  readonly beginsAt: EpochMs
  readonly isPacked: boolean
}

const NAME = /^(\d{13,16})\.jsonl(\.gz)?$/
const PACKED = '.gz'
/** What is not whole yet, and counts for nothing. */
const PART = '.part'
const LINE_BREAK = 0x0a
/** Quick rather than small: the lines shrink to a sixth as it is. */
const LEVEL = 4

/** A journal's files, oldest first, each with the instant it begins. None where there is no folder. */
export function filesOf(folder: string): readonly JournalPath[] {
  const files = new Map<EpochMs, JournalPath>()
  for (const name of namesIn(folder).sort()) {
    const [, begins, packed] = NAME.exec(name) ?? []
    const beginsAt = Number(begins)
    // Packed but not yet taken away, the plain one comes first by name and says the same.
    if (begins !== undefined && !files.has(beginsAt))
      files.set(beginsAt, { path: join(folder, name), beginsAt, isPacked: packed !== undefined })
  }
  return [...files.values()].sort((a, b) => a.beginsAt - b.beginsAt)
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Where a file that begins then is written until it is whole, and where it goes then. */
export function pathsOf(folder: string, beginsAt: EpochMs): { readonly path: string; readonly part: string } {
  const path = join(folder, `${String(beginsAt).padStart(13, '0')}.jsonl`)
  return { path, part: path + PART }
}

/** Takes away what a process that was killed had not made whole. */
export function removeParts(folder: string): void {
  for (const name of namesIn(folder)) if (name.endsWith(PART)) rmSync(join(folder, name), { force: true })
}

/** Packs a file that is no longer written to. Killed at any moment, one of the two is there, and whole. */
export async function pack(path: string): Promise<void> {
  const packed = path + PACKED
  await writeFile(packed + PART, await promisify(gzip)(await readFile(path), { level: LEVEL }))
  await rename(packed + PART, packed)
  await rm(path, { force: true })
}

/** Bytes on the disk; 0 where there is no such file. */
export async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0
  )
}

/** Whole lines of a file from a place on. */
export interface ReadLines {
  readonly text: string
  /** The place after them: what follows the last line break was being written when the process was killed, or is now. */
  readonly to: number
}

const nothing = (from: number): ReadLines => ({ text: '', to: from })

/** The whole lines of a file from the byte `from` on, unpacked. Nothing where it cannot be read. */
export async function readLines({ path, isPacked }: JournalPath, from = 0): Promise<ReadLines> {
  try {
    const bytes = isPacked
      ? (await promisify(gunzip)(await readFile(path))).subarray(from)
      : await bytesOf(path, from)
    const end = bytes.lastIndexOf(LINE_BREAK) + 1
    return { text: bytes.toString('utf8', 0, end), to: from + end }
  } catch {
    return nothing(from)
  }
}

async function bytesOf(path: string, from: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const bytes = Buffer.alloc(Math.max(0, size - from))
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from)
    return bytes.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Takes away all that was kept. */
export function deleteJournal(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

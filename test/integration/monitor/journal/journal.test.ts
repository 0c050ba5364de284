import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { deleteJournal, filesOf } from '../../../../src/monitor/journal/files'
import { createPastReader, readPast } from '../../../../src/monitor/journal/past'
import { readSpan, recall } from '../../../../src/monitor/journal/reader'
import { createJournalWriter } from '../../../../src/monitor/journal/writer'
import type { Transition } from '../../../../src/monitor/mirror/mirror'
import type { Session } from '../../../../src/shared/domain/session'
import { anEvent } from '../../../support/events'
import { manualTime } from '../../../support/manual-time'
import { anySession, aSession, keyOf, START } from '../../../support/sessions'

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sextant-journal-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

function aWriter(folder: string, bounds: { maxBytes?: number; maxAgeMs?: number } = {}) {
  const { maxBytes = 1e9, maxAgeMs = 1e12 } = bounds
  return createJournalWriter({ folder, maxBytes, maxAgeMs, timers: manualTime(START).timers })
}

/** As a journal keeps it. */
const kept = (session: Session): Session => ({ ...session, maskedId: '–', payloadDigest: 0 })
const byKey = (sessions: readonly Session[]) => sessions.map(kept).sort((a, b) => (a.key < b.key ? -1 : 1))

it('gives back the store as it was at any moment, over several files', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(anySession, { maxLength: 20 }),
      fc.array(
        fc.record({
          session: anySession,
          isGone: fc.boolean(),
          isNewFile: fc.boolean(),
          laterMs: fc.nat(5000)
        }),
        { maxLength: 60 }
      ),
      async (first, steps) => {
        const folder = await aFolder()
        const writer = aWriter(folder)
        const there = new Map(first.map(session => [session.key, session]))
        let at = START
        await writer.begin(there.values(), at)
        const moments: { at: number; sessions: Session[] }[] = [{ at, sessions: [...there.values()] }]
        for (const { session, isGone, isNewFile, laterMs } of steps) {
          at += 1 + laterMs
          const before = there.get(session.key) ?? null
          const transition: Transition = { key: session.key, before, after: isGone ? null : session }
          if (isGone) there.delete(session.key)
          else there.set(session.key, session)
          if (isNewFile) await writer.begin(there.values(), at)
          else writer.record([transition], at)
          moments.push({ at, sessions: [...there.values()] })
        }
        writer.flush()
        const reader = createPastReader()
        // Forth and back, by one that keeps what it has read.
        for (const moment of [...moments, ...moments.toReversed()]) {
          const past = await reader.read(folder, moment.at, true)
          expect(byKey(past?.sessions ?? [])).toEqual(byKey(moment.sessions))
          expect(past?.unwatchedSince).toBeNull()
        }
        expect(await readPast(folder, START - 1, true)).toBeNull()
        writer.close(at)
      }
    ),
    { numRuns: 30 }
  ))

it('takes what happens while a file begins into that file', async () => {
  const folder = await aFolder()
  const writer = aWriter(folder)
  const many = Array.from({ length: 5000 }, (_, n) => aSession({ key: keyOf(n) }))
  const beginning = writer.begin(many, START)
  writer.record([{ key: keyOf(1), before: many[1] ?? null, after: null }], START + 5)
  expect(filesOf(folder)).toEqual([])
  await beginning
  expect((await readPast(folder, START + 4, true))?.sessions).toHaveLength(5000)
  expect((await readPast(folder, START + 5, true))?.sessions).toHaveLength(4999)
  writer.close(START + 6)
})

it('says since when nobody was watching, after an end in good order and after a crash', async () => {
  const folder = await aFolder()
  const first = aWriter(folder)
  await first.begin([aSession()], START)
  first.close(START + 1000)
  expect(await readPast(folder, START + 500, false)).toMatchObject({ unwatchedSince: null })
  expect(await readPast(folder, START + 5000, false)).toMatchObject({ unwatchedSince: START + 1000 })
  // Killed: no end is written.
  const second = aWriter(folder)
  await second.begin([], START + 9000)
  second.totals({ at: START + 10_000, signedIn: 0, guests: 0, expired: 0, users: 0 })
  second.flush()
  const third = aWriter(folder)
  await third.begin([aSession()], START + 20_000)
  expect(await readPast(folder, START + 15_000, true)).toMatchObject({
    sessions: [],
    unwatchedSince: START + 10_000
  })
  expect(await readPast(folder, START + 25_000, true)).toMatchObject({ unwatchedSince: null })
  third.close(START + 26_000)
})

it('reads up to where a file was torn off, and leaves a file that never had all its sessions', async () => {
  const folder = await aFolder()
  const writer = aWriter(folder)
  await writer.begin([aSession()], START)
  writer.record([{ key: keyOf(2), before: null, after: aSession({ key: keyOf(2) }) }], START + 1)
  writer.flush()
  const [file] = filesOf(folder)
  const path = file?.path ?? ''
  await truncate(path, (await readFile(path)).length - 7)
  await appendFile(join(folder, `${START + 2}.jsonl.part`), '["b",1]\n')
  expect((await readPast(folder, START + 5, true))?.sessions.map(s => s.key)).toEqual([keyOf(1)])
  await aWriter(folder).begin([], START + 10)
  expect((await readdir(folder)).filter(name => name.endsWith('.part'))).toEqual([])
})

it('keeps to its bounds in size and age, the oldest first, and goes when told to', async () => {
  const folder = await aFolder()
  const sessions = Array.from({ length: 50 }, (_, n) => aSession({ key: keyOf(n) }))
  const writer = aWriter(folder, { maxBytes: 12_000 })
  for (let day = 0; day < 40; day += 1) await writer.begin(sessions, START + day * 86_400_000)
  const span = await readSpan(folder)
  expect(span?.bytes).toBeLessThan(24_000)
  expect(span?.from).toBeGreaterThan(START)
  const aged = aWriter(folder, { maxAgeMs: 3600_000 })
  await aged.begin(sessions, START + 41 * 86_400_000)
  expect(filesOf(folder).length).toBeLessThanOrEqual(2)
  deleteJournal(folder)
  expect(await readSpan(folder)).toBeNull()
  expect(await readPast(folder, START, false)).toBeNull()
})

it('keeps events and totals for as far back as is asked, but no touches', async () => {
  const folder = await aFolder()
  const writer = aWriter(folder)
  await writer.begin([], START)
  writer.events([
    anEvent({ event: 'signed-in', at: START + 1 }),
    anEvent({ event: 'touched', at: START + 2 }),
    anEvent({ event: 'signed-out', at: START + 3 })
  ])
  writer.totals({ at: START + 4, signedIn: 1, guests: 0, expired: 0, users: 1 })
  writer.flush()
  const { events, totals } = await recall(folder, START + 2)
  expect(events.map(({ event, id }) => [event, id])).toEqual([['signed-out', 0]])
  expect(totals.map(({ signedIn }) => signedIn)).toEqual([1])
  writer.close(START + 5)
})

it('recalls each ending once, as it turned out to be', async () => {
  const folder = await aFolder()
  const writer = aWriter(folder)
  await writer.begin([], START)
  const out = anEvent({ event: 'signed-out', key: keyOf(1), at: START + 1 })
  const other = anEvent({ event: 'signed-out', key: keyOf(2), at: START + 2 })
  writer.events([out, other])
  writer.events([{ ...out, event: 'cleared', isCorrection: true }])
  writer.flush()
  const { events } = await recall(folder, START)
  expect(events.map(({ event, key, at, isCorrection }) => ({ event, key, at, isCorrection }))).toEqual([
    { event: 'cleared', key: keyOf(1), at: START + 1, isCorrection: false },
    { event: 'signed-out', key: keyOf(2), at: START + 2, isCorrection: false }
  ])
  writer.close(START + 5)
})

it('tells of a day in which more happened than fits into one call', async () => {
  const folder = await aFolder()
  const writer = aWriter(folder)
  await writer.begin([], START)
  const busy = Array.from({ length: 150_000 }, (_, n) => anEvent({ event: 'signed-out', at: START + n }))
  writer.events(busy)
  writer.close(START + busy.length)
  const { events } = await recall(folder, START)
  expect(events).toHaveLength(busy.length)
  expect([events[0]?.at, events.at(-1)?.at]).toEqual([START, START + busy.length - 1])
})

it('packs what is no longer written to, and reads the plain file where packing was cut short', async () => {
  const folder = await aFolder()
  const writer = aWriter(folder)
  const many = Array.from({ length: 500 }, (_, n) => aSession({ key: keyOf(n) }))
  await writer.begin(many, START)
  const [plain] = filesOf(folder)
  if (plain === undefined) throw new Error('no file')
  const whole = await readFile(plain.path)
  await writer.begin([], START + 1000)
  expect(filesOf(folder).map(file => file.isPacked)).toEqual([true, false])
  const [packed] = filesOf(folder)
  expect((await readFile(packed?.path ?? '')).length).toBeLessThan(whole.length / 4)
  expect((await readPast(folder, START, true))?.sessions).toHaveLength(500)
  // Killed before the plain one was taken away, then before the packed one was whole.
  await writeFile(plain.path, whole)
  expect(filesOf(folder)).toHaveLength(2)
  await writeFile(`${packed?.path}`, 'torn')
  expect((await readPast(folder, START, true))?.sessions).toHaveLength(500)
  writer.close(START + 2000)
})

it('reads on in a file that is being written to', async () => {
  const folder = await aFolder()
  const writer = aWriter(folder)
  const reader = createPastReader()
  await writer.begin([], START)
  for (let n = 1; n <= 50; n += 1) {
    writer.record([{ key: keyOf(n), before: null, after: aSession({ key: keyOf(n) }) }], START + n)
    writer.flush()
    expect((await reader.read(folder, START + n, true))?.sessions).toHaveLength(n)
    expect((await readSpan(folder))?.to).toBe(START + n)
  }
  expect((await reader.read(folder, START + 7, true))?.sessions).toHaveLength(7)
  writer.close(START + 51)
})

it('asks for a new file once the changes outweigh what it began with', async () => {
  const writer = aWriter(await aFolder())
  await writer.begin([], START)
  expect(writer.isFull).toBe(false)
  for (let n = 0; n < 9000; n += 1)
    writer.record([{ key: keyOf(1), before: null, after: aSession() }], START + n)
  expect(writer.isFull).toBe(true)
  await writer.begin([aSession()], START + 9000)
  expect(writer.isFull).toBe(false)
  writer.close(START + 9001)
})

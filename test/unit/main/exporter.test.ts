import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createExporter, textOfRows } from '../../../src/main/export/exporter'
import { createRowsText } from '../../../src/main/export/rows-text'
import type { RowRead, RowsReading } from '../../../src/monitor/rows'
import type { ExportAsk, ExportState } from '../../../src/shared/domain/rows'
import { recordOf } from '../../../src/shared/rows/row-record'
import { aSession, keyOf, START } from '../../support/sessions'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-export-'))
})
afterEach(() => rm(folder, { recursive: true }))

const ask = (part: Partial<ExportAsk> = {}): ExportAsk => ({
  rows: { query: { filter: '', facet: 'all', user: null, sort: 'since', descending: true }, keys: null },
  format: 'csv',
  hasWholeIds: false,
  ...part
})
const aRow = (n: number, user = `user ${n}`): RowRead => ({
  session: aSession({ key: keyOf(n), user, maskedId: `m…${n}` }),
  documentId: `secret-${n}`,
  sessionId: `secret-${n}`
})

function reading(batches: AsyncIterable<readonly RowRead[]>): RowsReading {
  return { at: START, expected: null, batches }
}

async function* batchesOf(count: number) {
  for (let n = 0; n < count; n++) yield [aRow(2 * n), aRow(2 * n + 1)]
}

function exporting(batches: AsyncIterable<readonly RowRead[]>, name = 'sessions.csv') {
  const told: ExportState[] = []
  let end: (state: ExportState) => void = () => {}
  const ended = new Promise<ExportState>(resolve => {
    end = resolve
  })
  const exporter = createExporter({
    rows: () => reading(batches),
    choose: async () => join(folder, name),
    tell(state) {
      told.push(state)
      if (state.kind !== 'running') end(state)
    }
  })
  return { exporter, told, ended }
}

it('writes every row once, ids masked, in a file that only its owner may read', async () => {
  const { exporter, ended } = exporting(batchesOf(3))
  expect(await exporter.start(ask())).toMatchObject({ kind: 'running', file: 'sessions.csv' })
  expect(await ended).toEqual({ kind: 'done', file: 'sessions.csv', done: 6 })
  const text = await readFile(join(folder, 'sessions.csv'), 'utf8')
  expect(text.trimEnd().split('\r\n')).toHaveLength(7)
  expect(text).toContain('m…5')
  expect(text).not.toContain('secret')
  expect((await stat(join(folder, 'sessions.csv'))).mode & 0o077).toBe(0)
  expect(await readdir(folder)).toEqual(['sessions.csv'])
})

it('writes whole ids when the person asks for them', async () => {
  const { exporter, ended } = exporting(batchesOf(1), 's.json')
  await exporter.start(ask({ format: 'json', hasWholeIds: true }))
  await ended
  const records = JSON.parse(await readFile(join(folder, 's.json'), 'utf8'))
  expect(records.map((one: { session: string }) => one.session)).toEqual(['secret-0', 'secret-1'])
})

it('leaves the file that was there as it was when it is cancelled', async () => {
  await writeFile(join(folder, 'sessions.csv'), 'of last week')
  let go: () => void = () => {}
  const asked = new Promise<void>(resolve => {
    go = resolve
  })
  let isClosed = false
  async function* endless() {
    try {
      for (let n = 0; ; n++) {
        if (n === 3) go()
        yield [aRow(n)]
      }
    } finally {
      isClosed = true
    }
  }
  const { exporter, ended } = exporting(endless())
  await exporter.start(ask())
  await asked
  await exporter.cancel()
  expect(await ended).toEqual({ kind: 'cancelled', file: 'sessions.csv' })
  expect(isClosed).toBe(true)
  expect(await readdir(folder)).toEqual(['sessions.csv'])
  expect(await readFile(join(folder, 'sessions.csv'), 'utf8')).toBe('of last week')
})

it('keeps nothing of an export whose rows could not all be read', async () => {
  async function* failing() {
    yield [aRow(1)]
    throw new Error('lost')
  }
  const { exporter, ended } = exporting(failing())
  await exporter.start(ask())
  expect(await ended).toMatchObject({ kind: 'failed', fault: { hint: expect.stringContaining('Nothing') } })
  expect(await readdir(folder)).toEqual([])
})

it('says when the folder is gone', async () => {
  const { exporter, ended } = exporting(batchesOf(1), join('away', 's.csv'))
  await exporter.start(ask())
  expect(await ended).toMatchObject({ kind: 'failed', fault: { message: expect.stringContaining('folder') } })
})

it('does one export at a time', async () => {
  const { exporter, ended } = exporting(batchesOf(3))
  const first = exporter.start(ask())
  await expect(exporter.start(ask())).rejects.toMatchObject({ fault: { code: 'bad-request' } })
  await first
  await ended
})

it('copies rows with masked ids, and says how many', async () => {
  const [text, count] = await textOfRows(reading(batchesOf(2)), 'json')
  expect(count).toBe(4)
  expect(JSON.parse(text)).toHaveLength(4)
  expect(text).not.toContain('secret')
})

it('gives JSON that reads back as it was, however it is cut into batches', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }), { maxLength: 4 }),
      batches => {
        const text = createRowsText('json')
        const body = batches.map(users =>
          text.rows(users.map(user => recordOf(aRow(1, user).session, START, { id: 'id' })))
        )
        const read: { user: string }[] = JSON.parse([text.head, ...body, text.tail].join(''))
        expect(read.map(one => one.user)).toEqual(batches.flat().map(one => JSON.parse(JSON.stringify(one))))
      }
    )
  )
})

it('quotes what would break a line of CSV', () => {
  const record = recordOf(aRow(1, 'a "b", c\r\nd').session, START, { id: 'id' })
  expect(createRowsText('csv').rows([record])).toContain('signed-in,"a ""b"", c\r\nd",,id,')
})

import { deserialize } from 'bson'
import { expect, it } from 'vitest'
import { createRowsText } from '../../../src/main/export/rows-text'
import { isQueryable } from '../../../src/monitor/bson'
import { describeDocument } from '../../../src/monitor/detail'
import { formats } from '../../../src/monitor/formats/registry'
import { pathsIn } from '../../../src/monitor/payload/paths'
import { createReader } from '../../../src/monitor/reader'
import { jsonText } from '../../../src/renderer/views/detail/json-text'
import { treeNodes } from '../../../src/renderer/views/detail/tree-nodes'
import { cellsOf, recordOf } from '../../../src/shared/rows/row-record'
import { SOON } from '../../support/hostile/curses'
import { hostileDocuments } from '../../support/hostile/hostile-documents'

const all = hostileDocuments(1)
const layout = formats['connect-mongodb-session'].assume([], [])
const reader = createReader([layout, formats['connect-mongo'].assume([], [])])
const NOW = SOON.getTime() - 3_600_000

/** As the driver gives it to a feed, and to a detail. */
const asFed = (raw: Buffer) => deserialize(raw, { validation: { utf8: false } })
const asDetail = (raw: Buffer) =>
  deserialize(raw, { promoteValues: false, bsonRegExp: true, validation: { utf8: false } })
const sessionOf = (raw: Buffer) => reader.read(asFed(raw), NOW, false).session

it('makes a row of each that says who, or why not', () => {
  for (const { raw, user, isOrdinary, what } of all) {
    const session = sessionOf(raw)
    expect(session.reason === null, what).toBe(session.state !== 'unreadable')
    if (user !== undefined) expect(session.user, what).toBe(user)
    if (isOrdinary) expect(session).toMatchObject({ state: 'signed-in', expiresAt: SOON.getTime() })
    expect(structuredClone(session), what).toEqual(session)
  }
})

it('gives every document of a store a row of its own', () => {
  expect(new Set(all.map(({ raw }) => sessionOf(raw).key)).size).toBe(300)
})

it('makes a detail of each that can be sent, drawn line by line, and written as JSON', () => {
  for (const { raw, what } of all) {
    const { key } = sessionOf(raw)
    const detail = describeDocument(asDetail(raw), layout.layout, { key, revealPaths: [] })
    expect(structuredClone(detail), what).toEqual(detail)
    const ids = treeNodes(detail.document, new Set()).map(line => line.id)
    expect(new Set(ids).size, what).toBe(ids.length)
    expect(() => JSON.parse(jsonText(detail.document)), what).not.toThrow()
  }
})

it('lists paths in each that can be asked for', () => {
  for (const { raw, what } of all) {
    for (const path of pathsIn([asFed(raw)], 'session')) expect(isQueryable(path), what).toBe(true)
  }
})

it('writes no cell that a spreadsheet would run, and no line that a cell has broken', () => {
  for (const { raw, what } of all) {
    const record = recordOf(sessionOf(raw), NOW, { id: '=1+1' })
    for (const cell of cellsOf(record)) expect(cell, what).not.toMatch(/^\s*[=+\-@＝＋－＠]/)
    const json = createRowsText('json')
    expect(() => JSON.parse(json.head + json.rows([record]) + json.tail), what).not.toThrow()
  }
})

it('lets no document change what all objects have', () => {
  for (const { raw } of all) sessionOf(raw)
  expect(Reflect.has({}, 'polluted')).toBe(false)
  expect(Reflect.has(Object.prototype, 'isLoggedIn')).toBe(false)
})

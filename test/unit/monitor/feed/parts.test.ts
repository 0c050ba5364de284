import type { ChangeStreamDocument, Document } from 'mongodb'
import { expect, it } from 'vitest'
import { backoffMs, readingPatienceMs } from '../../../../src/monitor/feed/backoff'
import { type Told, tellAll, toldBy } from '../../../../src/monitor/feed/changes'
import { pollIntervalMs } from '../../../../src/monitor/feed/full'
import { createLagMeter } from '../../../../src/monitor/feed/lag'
import { createLife, sinkWhile } from '../../../../src/monitor/feed/life'
import { mapSink } from '../../../support/map-sink'

const change = (fields: Document) => fields as ChangeStreamDocument

it('waits longer and longer between tries, from half a second to 15 s, never all at the same instant', () => {
  expect([1, 2, 3, 6, 60].map(n => backoffMs(n, 1))).toEqual([500, 1000, 2000, 15_000, 15_000])
  expect(backoffMs(1, 0)).toBe(250)
})

it('a server that was given up while it read is waited for longer each time, up to two minutes', () => {
  expect([0, 1, 2, 3, 4, 60].map(readingPatienceMs)).toEqual([
    15_000, 30_000, 60_000, 120_000, 120_000, 120_000
  ])
})

it('polls every 2 s, more seldom where a read costs more, at least every minute', () => {
  expect([0, 100, 101, 1000, 1e6].map(ms => pollIntervalMs(ms))).toEqual([2000, 2000, 2020, 20_000, 60_000])
})

it('gives the median of the last lags, and none before the first', () => {
  const lag = createLagMeter()
  expect(lag.medianMs).toBeNull()
  for (const ms of [5, -3, 1000]) lag.add(ms)
  expect(lag.medianMs).toBe(5)
  for (let i = 0; i < 20; i += 1) lag.add(8)
  expect(lag.medianMs).toBe(8)
})

it('reads each kind of event, by the server’s time of the write', () => {
  const wallTime = new Date(77)
  const document = { _id: 'a' }
  expect(toldBy(change({ operationType: 'insert', fullDocument: document, wallTime }), 100)).toEqual({
    kind: 'put',
    document,
    at: 77,
    isArrival: true
  })
  expect(toldBy(change({ operationType: 'update', fullDocument: document }), 100)).toMatchObject({
    at: 100,
    isArrival: false
  })
  expect(toldBy(change({ operationType: 'update', fullDocument: null, wallTime }), 100)).toBeNull()
  expect(toldBy(change({ operationType: 'update', wallTime }), 100)).toBeNull()
  expect(toldBy(change({ operationType: 'delete', documentKey: document, wallTime }), 100)).toEqual({
    kind: 'remove',
    documentId: 'a',
    at: 77
  })
  for (const operationType of ['drop', 'rename', 'dropDatabase']) {
    expect(toldBy(change({ operationType, wallTime }), 100)).toEqual({ kind: 'clear', at: 77 })
  }
  expect(toldBy(change({ operationType: 'invalidate' }), 100)).toEqual({ kind: 'end' })
  expect(toldBy(change({ operationType: 'createIndexes' }), 100)).toBeNull()
})

it('tells neighbours of one kind and instant in one call, and keeps the order', () => {
  const put = (_id: string, at: number): Told => ({ kind: 'put', document: { _id }, at, isArrival: false })
  const remove = (documentId: string, at: number): Told => ({ kind: 'remove', documentId, at })
  const sink = mapSink()
  tellAll([put('a', 1), put('b', 1), put('c', 2), remove('a', 2), remove('b', 2), put('a', 2)], sink)
  expect(sink.calls).toEqual(['put a b', 'put c', 'remove a b', 'put a'])
  expect([...sink.documents.keys()]).toEqual(['c', 'a'])
})

it('tells nothing more after its life is over', async () => {
  const life = createLife()
  const inner = mapSink()
  const sink = sinkWhile(life, inner)
  sink.put([{ _id: 'a' }], 1, false)
  await life.end()
  sink.put([{ _id: 'b' }], 1, false)
  sink.clear(1)
  sink.state({ kind: 'idle' })
  expect(inner.calls).toEqual(['put a'])
})

it('ends its waits, its endings and its debts with its life', async () => {
  const life = createLife()
  let ended = 0
  life.onEnd(() => {
    ended += 1
  })
  const takeBack = life.onEnd(() => {
    ended += 10
  })
  takeBack()
  const waiting = life.pause(1e9)
  let paid = false
  life.owe(
    Promise.resolve().then(() => {
      paid = true
    })
  )
  life.owe(Promise.reject(new Error('of no interest')))
  await life.end()
  await waiting
  await life.pause(1e9)
  expect([ended, paid, life.isOver]).toEqual([1, true, true])
})

import fc from 'fast-check'
import type { Collection, Document } from 'mongodb'
import { aCookie, anObjectDocument } from './documents'
import { until } from './until'

/** A session document with a text id. */
export type Stored = Document & { readonly _id: string }
const SECOND = 1000
/** What sessions live for in one store, ms. */
export const lifetimes = { short: 30 * SECOND, usual: 1800 * SECOND, remembered: 14 * 86_400 * SECOND }
/** A lifetime that is over while a test runs, ms. */
const MOMENT_MS = 1500

/** How an app server writes: its lifetime, its clock's error, and whether it keeps a date of the last write. */
export interface Writer {
  readonly lifetimeMs: number
  readonly skewMs?: number
  readonly isDated?: boolean
  /** Whose session it is; a guest's without. */
  readonly user?: string | null
}

/** What such an app server saves now; `n` is something in the payload. */
export function aSession(
  _id: string,
  { lifetimeMs, skewMs = 0, isDated = false, user }: Writer,
  n = 0
): Stored {
  const now = Date.now() + skewMs
  const expires = new Date(now + lifetimeMs)
  const cookie = aCookie({ originalMaxAge: lifetimeMs, expires })
  const person = user ? { isLoggedIn: true, user: { email: user } } : {}
  return {
    ...anObjectDocument(
      { cookie, n, ...person },
      { expires, ...(isDated ? { lastModified: new Date(now) } : {}) }
    ),
    _id
  }
}

/** One thing that happens to a store. */
export interface Step {
  readonly how: (typeof waysToWrite)[number]
  readonly id: string
  readonly writer: Writer
}

/** Each as often as it is written here. */
const waysToWrite = [
  ...([
    'save',
    'save',
    'save',
    'save',
    'save',
    'touch',
    'touch',
    'touch',
    'touch',
    'change',
    'change'
  ] as const),
  ...(['delete', 'delete', 'delete', 'delete', 'pin', 'reap', 'wait', 'wait'] as const),
  ...(['expire', 'clear', 'drop', 'bare', 'many'] as const)
] as const

/** One of them, by app servers with their own lifetimes and clocks. */
export function aStep(): fc.Arbitrary<Step> {
  const writer = fc.record({
    lifetimeMs: fc.constantFrom(...Object.values(lifetimes), MOMENT_MS),
    skewMs: fc.constantFrom(-3000, -20, 0, 0, 20, 3000),
    isDated: fc.constant(true),
    user: fc.constantFrom('ann@shop.io', 'bob@shop.io', null)
  })
  return fc.record({
    how: fc.constantFrom(...waysToWrite),
    id: fc.constantFrom('first-00', 'a-000000', 'b-000000', 'c-000000', 'd-000000'),
    writer
  })
}

/** Two instants between which something happened, epoch ms. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A document as it was from one write to the next. */
export interface StoredState {
  readonly document: Stored
  /** An `update` may reach a change stream with what was written later: it looks the document up. */
  readonly by: 'replace' | 'update'
  readonly since: Span
  /** Null while it lasts. */
  end: { readonly how: 'write' | 'delete' | 'drop'; readonly span: Span } | null
}

/** Writes to a collection, and remembers all that it held: the truth that a feed is measured by. */
export interface StoreWriter {
  /** What the collection holds now. */
  readonly documents: ReadonlyMap<string, Stored>
  /** All that was ever there, by id, in order. */
  readonly history: ReadonlyMap<string, readonly StoredState[]>
  readonly drops: number
  write(step: Step): Promise<void>
}

/** What session stores, their TTL index and administrators do to `collection`, where `there` is all that there is. */
export function createStoreWriter(
  collection: Collection<Stored>,
  there: readonly Stored[] = []
): StoreWriter {
  const documents = new Map<string, Stored>()
  const history = new Map<string, StoredState[]>()
  let drops = 0

  function end(id: string, how: 'write' | 'delete' | 'drop', span: Span): void {
    const last = history.get(id)?.at(-1)
    if (last !== undefined && last.end === null) last.end = { how, span }
    documents.delete(id)
  }

  function put(document: Stored, by: StoredState['by'], span: Span): void {
    const id = document._id
    end(id, 'write', span)
    documents.set(id, document)
    const states = history.get(id) ?? []
    history.set(id, [...states, { document, by, since: span, end: null }])
  }

  async function timed(work: () => Promise<unknown>): Promise<Span> {
    const from = Date.now()
    await work()
    return { from, to: Date.now() }
  }

  async function remove(filter: Document, isMeant: (document: Stored) => boolean): Promise<void> {
    const span = await timed(() => collection.deleteMany(filter))
    for (const document of [...documents.values()]) if (isMeant(document)) end(document._id, 'delete', span)
  }

  const removeUntil = (at: number) =>
    remove({ expires: { $lte: new Date(at) } }, ({ expires }) => expires.getTime() <= at)

  async function save(document: Stored): Promise<void> {
    const span = await timed(() => collection.replaceOne({ _id: document._id }, document, { upsert: true }))
    put(document, 'replace', span)
  }

  async function update(_id: string, fields: Document, { skewMs = 0 }: Writer, inc: 0 | 1): Promise<void> {
    const before = documents.get(_id)
    // No two writes with the same date: where the expiry stays too, no poll could tell them apart.
    const writtenAt = Math.max(Date.now() + skewMs, (before?.lastModified?.getTime() ?? 0) + 1)
    const dates = { ...fields, lastModified: new Date(writtenAt) }
    const span = await timed(() => collection.updateOne({ _id }, { $set: dates, $inc: { 'session.n': inc } }))
    if (before === undefined) return
    const session = { ...before.session, n: before.session.n + inc }
    put({ ...before, ...dates, session }, 'update', span)
  }

  async function drop(): Promise<void> {
    // Dropped already, there is nothing to drop.
    const span = await timed(() => collection.drop().catch(() => false))
    drops += 1
    for (const id of [...documents.keys()]) end(id, 'drop', span)
  }

  const acts: Readonly<Record<Step['how'], (step: Step) => Promise<void>>> = {
    save: ({ id, writer }) => save(aSession(id, writer)),
    touch: ({ id, writer }) => update(id, { expires: aSession(id, writer).expires }, writer, 0),
    change: ({ id, writer }) => update(id, {}, writer, 1),
    // An expiry that no lifetime explains: only the sweep can see it.
    pin: ({ id, writer }) =>
      update(id, { expires: new Date(Date.now() + writer.lifetimeMs * 3 + 123_457) }, writer, 0),
    delete: ({ id }) => remove({ _id: id }, ({ _id }) => _id === id),
    // As the server's TTL pass does, and as an administrator might.
    reap: () => removeUntil(Date.now()),
    expire: () => removeUntil(Date.now() + 60_000),
    clear: () => remove({}, () => true),
    async wait() {
      const soon = [...documents.values()].map(d => d.expires.getTime() - Date.now())
      const passesAt = Date.now() + Math.min(...soon.filter(ms => ms > 0 && ms < 2 * MOMENT_MS))
      if (Number.isFinite(passesAt)) await until(() => Date.now() > passesAt + 200, 'an expiry has passed')
    },
    async drop() {
      await drop()
      await collection.createIndex({ expires: 1 })
    },
    // The next write makes it again, without an index.
    bare: drop,
    async many({ id, writer }) {
      const ids = Array.from({ length: 40 }, (_, i) => `${id}-${i}`)
      await remove({ _id: { $in: ids } }, ({ _id }) => ids.includes(_id))
      const some = ids.map(each => aSession(each, writer))
      const span = await timed(() => collection.insertMany(some))
      for (const document of some) put(document, 'replace', span)
    }
  }

  const now = Date.now()
  for (const document of there) put(document, 'replace', { from: now, to: now })
  return {
    documents,
    history,
    get drops() {
      return drops
    },
    write: step => acts[step.how](step)
  }
}

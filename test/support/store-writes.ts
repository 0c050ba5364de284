import fc from 'fast-check'
import type { Collection, Document } from 'mongodb'
import { aCookie, anObjectDocument } from './documents'

/** A session document with a text id. */
export type Stored = Document & { readonly _id: string }
const SECOND = 1000
/** What sessions live for in one store, ms. */
export const lifetimes = { short: 30 * SECOND, usual: 1800 * SECOND, remembered: 14 * 86_400 * SECOND }

/** How an app server writes: its lifetime, its clock's error, and whether it keeps a date of the last write. */
export interface Writer {
  readonly lifetimeMs: number
  readonly skewMs?: number
  readonly isDated?: boolean
}

/** What such an app server saves now; `n` is something in the payload. */
export function aSession(_id: string, { lifetimeMs, skewMs = 0, isDated = false }: Writer, n = 0): Stored {
  const now = Date.now() + skewMs
  const expires = new Date(now + lifetimeMs)
  const cookie = aCookie({ originalMaxAge: lifetimeMs, expires })
  return {
    ...anObjectDocument({ cookie, n }, { expires, ...(isDated ? { lastModified: new Date(now) } : {}) }),
    _id
  }
}

/** One thing that happens to a store. */
export interface Step {
  readonly how: 'save' | 'touch' | 'change' | 'pin' | 'delete' | 'expire' | 'clear' | 'drop' | 'many'
  readonly id: string
  readonly writer: Writer
}

/** Any run of them. */
export function someSteps(): fc.Arbitrary<readonly Step[]> {
  const writer = fc.record({
    lifetimeMs: fc.constantFrom(...Object.values(lifetimes)),
    skewMs: fc.constantFrom(-3000, -20, 0, 0, 20, 3000),
    isDated: fc.constant(true)
  })
  const step = fc.record({
    how: fc.constantFrom(
      ...(['save', 'save', 'save', 'touch', 'touch', 'change', 'pin', 'delete', 'delete', 'expire'] as const),
      ...(['clear', 'drop', 'many'] as const)
    ),
    id: fc.constantFrom('first-00', 'a-000000', 'b-000000', 'c-000000', 'd-000000'),
    writer
  })
  return fc.array(step, { minLength: 5, maxLength: 50 })
}

/** What session stores, their TTL index and administrators do. */
export async function write(collection: Collection<Stored>, { how, id: _id, writer }: Step): Promise<void> {
  const session = aSession(_id, writer)
  const dates = { expires: session.expires, lastModified: new Date() }
  if (how === 'save') await collection.replaceOne({ _id }, session, { upsert: true })
  else if (how === 'touch') await collection.updateOne({ _id }, { $set: dates })
  else if (how === 'change')
    await collection.updateOne({ _id }, { $inc: { 'session.n': 1 }, $set: { lastModified: new Date() } })
  // An expiry that no lifetime explains: only the sweep can see it.
  else if (how === 'pin')
    await collection.updateOne(
      { _id },
      { $set: { expires: new Date(Date.now() + writer.lifetimeMs * 3 + 123_457) } }
    )
  else if (how === 'delete') await collection.deleteOne({ _id })
  else if (how === 'expire') await collection.deleteMany({ expires: { $lt: new Date(Date.now() + 60_000) } })
  else if (how === 'clear') await collection.deleteMany({})
  else if (how === 'many') {
    const ids = Array.from({ length: 40 }, (_, i) => `${_id}-${i}`)
    await collection.deleteMany({ _id: { $in: ids } })
    await collection.insertMany(ids.map(id => aSession(id, writer)))
  } else {
    await collection.drop()
    await collection.createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
  }
}

import type { Document, Filter, UpdateFilter } from 'mongodb'
import type { Fault } from '../../shared/fault'
import { dateOf, valueAt } from '../bson'
import { eachOf } from './pool'
import type { RunOptions, Wanted } from './run'
import type { ActTarget } from './target'

/** A session whose expiry was set: the date that stood there, and the one that stands there now. */
export interface Moved extends Wanted {
  readonly before: Date
  readonly set: Date
}

type Where = Pick<ActTarget, 'collection' | 'expiry' | 'faultOf'>

const WRITE_MS = 10_000

/**
 * Sets the expiry of each document to `to`, and nothing else in it: the date of the cookie in the payload is the app's.
 * What has gone, or has no date there, counts as gone. Ends at the first failure.
 */
export async function moveAll(
  { collection, expiry, faultOf }: Where,
  wanted: readonly Wanted[],
  to: number,
  { signal, progress }: RunOptions
): Promise<{ readonly moved: readonly Moved[]; readonly gone: number; readonly trouble: Fault | null }> {
  const moved: Moved[] = []
  let gone = 0
  let trouble: Fault | null = null
  if (expiry === null) return { moved, gone: wanted.length, trouble }
  const { path } = expiry
  const set = new Date(to - expiry.ttlSeconds * 1000)
  await eachOf(
    wanted,
    () => trouble !== null || signal?.aborted === true,
    async one => {
      try {
        const found = await collection.findOneAndUpdate(
          { _id: one.documentId, [path]: { $type: 'date' } } as Filter<Document>,
          { $set: { [path]: set } } as UpdateFilter<Document>,
          { projection: { [path]: 1 }, returnDocument: 'before', maxTimeMS: WRITE_MS }
        )
        const before = found === null ? null : dateOf(valueAt(found, path))
        if (before === null) gone += 1
        else moved.push({ ...one, before: new Date(before), set })
      } catch (error) {
        trouble ??= faultOf(error)
      }
      progress(moved.length + gone)
    }
  )
  return { moved, gone, trouble }
}

/** Sets each back, unless it has been written since: then the app's own date stands. */
export async function moveBack(
  { collection, expiry, faultOf }: Where,
  moved: readonly Moved[]
): Promise<{
  readonly restored: readonly Moved[]
  readonly changed: number
  readonly left: readonly Moved[]
  readonly trouble: Fault | null
}> {
  const restored: Moved[] = []
  const done = new Set<Moved>()
  let trouble: Fault | null = null
  const path = expiry?.path ?? ''
  await eachOf(
    moved,
    () => trouble !== null,
    async one => {
      try {
        const { matchedCount } = await collection.updateOne(
          { _id: one.documentId, [path]: one.set } as Filter<Document>,
          { $set: { [path]: one.before } } as UpdateFilter<Document>,
          { maxTimeMS: WRITE_MS }
        )
        done.add(one)
        if (matchedCount > 0) restored.push(one)
      } catch (error) {
        trouble ??= faultOf(error)
      }
    }
  )
  return {
    restored,
    changed: done.size - restored.length,
    left: moved.filter(one => !done.has(one)),
    trouble
  }
}

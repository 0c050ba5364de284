import { setImmediate as nextTurn } from 'node:timers/promises'
import { deserialize } from 'bson'
import type { SessionKey, UserKey } from '../../shared/domain/session'
import type { Fault } from '../../shared/fault'
import { sessionKeyOf } from '../session-key'
import { eachOf } from './pool'
import { putBack, type RawDocument, readRaw, takeOut } from './raw-documents'
import type { ActTarget } from './target'

/** A session to be ended. `user` is null for who is not signed in. */
export interface Wanted {
  readonly key: SessionKey
  readonly user: UserKey | null
  readonly documentId: unknown
}

/** A session that was ended, with all that its document was. */
export interface Ended extends Wanted {
  readonly raw: RawDocument
}

/** How to go about it. */
export interface RunOptions {
  readonly signal: AbortSignal | null
  /** How many have been looked after. */
  readonly progress: (done: number) => void
}

const BATCH = 100

/**
 * Deletes documents one by one, each told apart from one that had gone, and keeps what it was in that moment. Ends at the
 * first failure. A delete whose reply was lost counts as done where a copy was read just before: undoing it does no harm.
 */
export async function endAll(
  { collection, monitor, faultOf }: Pick<ActTarget, 'collection' | 'monitor' | 'faultOf'>,
  wanted: readonly Wanted[],
  { signal, progress }: RunOptions
): Promise<{ readonly ended: readonly Ended[]; readonly gone: number; readonly trouble: Fault | null }> {
  const ended: Ended[] = []
  let gone = 0
  let trouble: Fault | null = null
  const isOver = () => trouble !== null || signal?.aborted === true

  async function endOne(one: Wanted, before: ReadonlyMap<SessionKey, RawDocument>): Promise<void> {
    monitor.expected.willEnd(one.key)
    try {
      const raw = await takeOut(collection, one.documentId)
      if (raw !== null) ended.push({ ...one, raw })
      else {
        gone += 1
        monitor.expected.settled(one.key)
      }
    } catch (error) {
      trouble ??= faultOf(error)
      const raw = before.get(one.key)
      if (raw !== undefined && isReplyLost(error)) ended.push({ ...one, raw })
      else monitor.expected.settled(one.key)
    }
    progress(ended.length + gone)
  }

  for (let start = 0; start < wanted.length && !isOver(); start += BATCH) {
    const batch = wanted.slice(start, start + BATCH)
    try {
      const before = byKey(
        await readRaw(
          collection,
          batch.map(one => one.documentId)
        )
      )
      await eachOf(batch, isOver, one => endOne(one, before))
    } catch (error) {
      trouble ??= faultOf(error)
    }
    await nextTurn()
  }
  return { ended, gone, trouble }
}

/** Puts documents back just as they were. What is there again, written anew, is left as it is. */
export async function bringBack(
  { collection, monitor, faultOf }: Pick<ActTarget, 'collection' | 'monitor' | 'faultOf'>,
  ended: readonly Ended[]
): Promise<{
  readonly restored: readonly Ended[]
  readonly cameBack: number
  readonly left: readonly Ended[]
  readonly trouble: Fault | null
}> {
  const restored: Ended[] = []
  let cameBack = 0
  for (let start = 0; start < ended.length; start += BATCH) {
    const batch = ended.slice(start, start + BATCH)
    for (const { key } of batch) monitor.expected.willReturn(key)
    try {
      const taken = new Set(
        await putBack(
          collection,
          batch.map(one => one.raw)
        )
      )
      const there = batch.filter((_, index) => taken.has(index))
      const now = byKey(
        there.length === 0
          ? []
          : await readRaw(
              collection,
              there.map(one => one.documentId)
            )
      )
      // The same bytes: an earlier try brought it back, and its reply was lost.
      const isSame = ({ key, raw }: Ended) => Buffer.compare(now.get(key) ?? new Uint8Array(), raw) === 0
      const others = there.filter(one => !isSame(one))
      for (const { key } of others) monitor.expected.settled(key)
      cameBack += others.length
      restored.push(...batch.filter(one => !others.includes(one)))
    } catch (error) {
      for (const { key } of batch) monitor.expected.settled(key)
      return { restored, cameBack, left: ended.slice(start), trouble: faultOf(error) }
    }
    await nextTurn()
  }
  return { restored, cameBack, left: [], trouble: null }
}

const byKey = (raws: readonly RawDocument[]) =>
  new Map(raws.map(raw => [sessionKeyOf(deserialize(raw, { validation: { utf8: false } })._id), raw]))

/** The server may have done it all the same. */
function isReplyLost(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === undefined
}

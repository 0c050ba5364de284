import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SessionKey, UserKey } from '../../shared/domain/session'
import { type Fault, fault } from '../../shared/fault'
import { holderIdOf, PartId } from '../formats/part-id'
import { sessionKeyOf } from '../session-key'
import { eachOf } from './pool'
import { type Copy, putAllBack, readCopies, takeOut } from './raw-documents'
import type { ActTarget } from './target'

/** A session to be ended. `user` is null for who is not signed in. */
export interface Wanted {
  readonly key: SessionKey
  readonly user: UserKey | null
  readonly documentId: unknown
}

/** A session that was ended, with all that it was. */
export interface Ended extends Wanted, Copy {}

/** How to go about it. */
export interface RunOptions {
  readonly signal: AbortSignal | null
  /** How many have been looked after. */
  readonly progress: (done: number) => void
}

const BATCH = 100

/**
 * Deletes documents, or parts of documents, one by one, each told apart from one that had gone, and keeps what it was in that moment. Ends at the
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

  async function endOne(one: Wanted, before: ReadonlyMap<SessionKey, Copy>): Promise<void> {
    monitor.expected.willEnd(one.key)
    try {
      const copy = await takeOut(collection, one.documentId)
      if (copy !== null) ended.push({ ...one, ...copy })
      else {
        gone += 1
        monitor.expected.settled(one.key)
      }
    } catch (error) {
      trouble ??= faultOf(error)
      const copy = before.get(one.key)
      if (copy !== undefined && isReplyLost(error)) ended.push({ ...one, ...copy })
      else monitor.expected.settled(one.key)
    }
    progress(ended.length + gone)
  }

  for (let start = 0; start < wanted.length && !isOver(); start += BATCH) {
    const batch = wanted.slice(start, start + BATCH)
    try {
      const before = await readCopies(
        collection,
        batch.map(one => one.documentId)
      )
      // Those of one document one after the other: where each stood is then where it goes back to, the last first.
      await eachOf(byHolder(batch), isOver, async those => {
        for (const one of those) if (!isOver()) await endOne(one, before)
      })
    } catch (error) {
      trouble ??= faultOf(error)
    }
    await nextTurn()
  }
  return { ended, gone, trouble }
}

/**
 * Puts sessions back just as they were, the last ended first. What is there again, written anew, is left as it is; a part of a
 * document that has gone cannot come back, which is told as a trouble.
 */
export async function bringBack(
  { collection, monitor, faultOf }: Pick<ActTarget, 'collection' | 'monitor' | 'faultOf'>,
  ended: readonly Ended[]
): Promise<{
  readonly restored: readonly Ended[]
  readonly cameBack: number
  readonly left: readonly Ended[]
  readonly trouble: Fault | null
}> {
  const order = [...ended].reverse()
  const restored: Ended[] = []
  let cameBack = 0
  let orphans = 0
  for (let start = 0; start < order.length; start += BATCH) {
    const batch = order.slice(start, start + BATCH)
    for (const { key } of batch) monitor.expected.willReturn(key)
    try {
      const refused = await putAllBack(collection, batch)
      const now = await readCopies(
        collection,
        refused.map(one => one.documentId)
      )
      // The same bytes: an earlier try brought it back, and its reply was lost.
      const isSame = ({ key, raw }: Ended) => Buffer.compare(now.get(key)?.raw ?? new Uint8Array(), raw) === 0
      const others = refused.filter(one => !isSame(one))
      for (const { key } of others) monitor.expected.settled(key)
      const gone = others.filter(one => one.documentId instanceof PartId && !now.has(one.key)).length
      orphans += gone
      cameBack += others.length - gone
      restored.push(...batch.filter(one => !others.includes(one)))
    } catch (error) {
      for (const { key } of batch) monitor.expected.settled(key)
      return { restored, cameBack, left: order.slice(start).reverse(), trouble: faultOf(error) }
    }
    await nextTurn()
  }
  return { restored, cameBack, left: [], trouble: orphans === 0 ? null : orphanFault(orphans) }
}

function orphanFault(count: number): Fault {
  const what = count === 1 ? 'One session' : `${count} sessions`
  return fault('gone', `${what} could not be brought back: the user’s document has been deleted meanwhile.`)
}

function byHolder(wanted: readonly Wanted[]): readonly (readonly Wanted[])[] {
  const groups = new Map<SessionKey, Wanted[]>()
  for (const one of wanted) {
    const key = sessionKeyOf(holderIdOf(one.documentId))
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}

/** The server may have done it all the same. */
function isReplyLost(error: unknown): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === undefined
}

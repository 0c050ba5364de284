import type { Document } from 'mongodb'
import type { SessionKey } from '../../shared/domain/session'
import type { Timers } from '../timers'

/** Of a store with more sessions than this, payloads are remembered from their first write on: memory. */
export const FIRST_PAYLOADS_AT_MOST = 20_000
/** In one turn of the event loop. */
const SLICE_MS = 4
const SLICE = 500

/** What works through them needs. `monotonicMs` never jumps. */
export interface FirstPayloadsParts {
  readonly timers: Timers
  readonly monotonicMs: () => number
}

/** Documents of the first snapshot, until their payloads are remembered: making them comparable takes longer than reading. */
export interface FirstPayloads {
  saw(key: SessionKey, document: Document): void
  /** All have been seen: begin. */
  opened(): void
  /** The document of a session that is needed before its turn; null when it has had it. */
  take(key: SessionKey): Document | null
  stop(): void
}

/** None seen. `remember` is called with each in turn. */
export function createFirstPayloads(
  { timers, monotonicMs }: FirstPayloadsParts,
  remember: (key: SessionKey, document: Document) => void
): FirstPayloads {
  const waiting = new Map<SessionKey, Document>()
  let isTooMany = false
  let cancel: (() => void) | null = null

  function work(): void {
    cancel = null
    const until = monotonicMs() + SLICE_MS
    let done = 0
    for (const [key, document] of waiting) {
      waiting.delete(key)
      remember(key, document)
      done += 1
      if (done >= SLICE || monotonicMs() > until) break
    }
    if (waiting.size > 0) cancel = timers.start(work, 0)
  }

  return {
    saw(key, document) {
      if (isTooMany) return
      waiting.set(key, document)
      isTooMany = waiting.size > FIRST_PAYLOADS_AT_MOST
      if (isTooMany) waiting.clear()
    },
    opened() {
      if (waiting.size > 0) cancel ??= timers.start(work, 0)
    },
    take(key) {
      const document = waiting.get(key) ?? null
      waiting.delete(key)
      return document
    },
    stop() {
      cancel?.()
      cancel = null
      waiting.clear()
    }
  }
}

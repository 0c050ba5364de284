import type { Document } from 'mongodb'
import type { SessionKey } from '../../shared/domain/session'
import type { PayloadReading } from '../../shared/domain/view'
import { conditionId, type PayloadCondition } from '../../shared/filter/tree'
import type { Fields } from '../bson'
import type { PayloadAnswers } from '../mirror/filter'
import { meets } from './condition-test'
import { type Looking, lookToEnd, newLooking } from './looking'
import type { PayloadScan } from './scan'
import type { PayloadSearch, SearchListener } from './search'

/** Which sessions meet the conditions on payloads that are asked for, found in the database and kept right from then on. */
export interface PayloadMatches extends PayloadAnswers {
  /** These and no others from now on: searches for new ones begin, those for old ones end. */
  want(conditions: readonly PayloadCondition[]): void
  /** A document was written. Returns whether it now meets other conditions than before. */
  written(key: SessionKey, document: Document): boolean
  forget(key: SessionKey): void
  /** How far the searches are; null when all is known. */
  readonly reading: PayloadReading | null
  /** Ends the searches; what was found stays. */
  cancel(): void
}

/** What is joined here. */
export interface MatchesParts {
  readonly search: PayloadSearch
  readonly keyOf: (documentId: unknown) => SessionKey
  readonly payloadIn: (document: Document) => Fields | null
  /** How many documents there are about. */
  readonly size: () => number
  /** Found since the last call, or null: all have to be looked at again. */
  readonly changed: (keys: readonly SessionKey[] | null) => void
  readonly troubleOf: (error: unknown) => string
}

/** How payloads are looked into. */
export interface PayloadLook extends Pick<MatchesParts, 'search' | 'payloadIn' | 'troubleOf'> {
  readonly scan: PayloadScan
}

/** For a monitor that cannot look into payloads: conditions on them find nothing. */
export const noPayloads: PayloadLook = {
  search: () => Promise.reject(new Error('No payloads')),
  scan: () => Promise.reject(new Error('No payloads')),
  payloadIn: () => null,
  troubleOf: () => 'The payloads of this store cannot be looked into.'
}

/** One condition and what is known of it. */
interface Wanted extends Looking {
  readonly condition: PayloadCondition
  readonly keys: Set<SessionKey>
}

export function createPayloadMatches(parts: MatchesParts): PayloadMatches {
  const wanted = new Map<string, Wanted>()

  async function find(one: Wanted): Promise<void> {
    const listener: SearchListener = {
      found(documentIds) {
        const keys = documentIds.map(parts.keyOf).filter(key => !one.written.has(key))
        for (const key of keys) one.keys.add(key)
        parts.changed(keys)
      },
      progress(done) {
        one.done = done
        parts.changed([])
      }
    }
    const search = (signal: AbortSignal) => parts.search(one.condition, listener, signal)
    if (await lookToEnd(one, search, parts.troubleOf)) parts.changed(null)
  }

  return {
    has: (id, key) => wanted.get(id)?.keys.has(key) ?? false,
    isKnown: id => wanted.get(id)?.isKnown ?? false,
    want(conditions) {
      const next = new Map(conditions.map(condition => [conditionId(condition), condition]))
      for (const [id, one] of wanted) {
        if (next.has(id)) continue
        one.ending.abort()
        wanted.delete(id)
      }
      for (const [id, condition] of next) {
        if (wanted.has(id)) continue
        const one: Wanted = { condition, keys: new Set(), ...newLooking() }
        wanted.set(id, one)
        void find(one)
      }
    },
    written(key, document) {
      if (wanted.size === 0) return false
      const payload = parts.payloadIn(document)
      let isOther = false
      for (const one of wanted.values()) {
        const was = one.keys.has(key)
        const is = payload !== null && meets(payload, one.condition)
        if (!one.isKnown && one.trouble === null) one.written.add(key)
        if (is) one.keys.add(key)
        else one.keys.delete(key)
        isOther ||= was !== is
      }
      return isOther
    },
    forget(key) {
      for (const one of wanted.values()) one.keys.delete(key)
    },
    get reading() {
      const open = [...wanted.values()].filter(one => !one.isKnown)
      if (open.length === 0) return null
      return {
        done: open.reduce((sum, one) => sum + one.done, 0),
        expected: parts.size() * open.length,
        trouble: open.find(one => one.trouble !== null)?.trouble ?? null
      }
    },
    cancel() {
      for (const one of wanted.values()) {
        if (one.isKnown || one.trouble !== null) continue
        one.ending.abort()
        one.trouble = 'Cancelled: only the sessions found until then are shown.'
      }
      parts.changed([])
    }
  }
}

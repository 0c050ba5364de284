import type { Document } from 'mongodb'
import type { SessionKey } from '../../shared/domain/session'
import type { PayloadReading } from '../../shared/domain/view'
import type { PayloadCondition } from '../../shared/filter/tree'
import type { PayloadAnswers } from '../mirror/filter'
import type { SortValues } from '../mirror/value-order'
import { createPayloadMatches, type MatchesParts, noPayloads, type PayloadLook } from './matches'
import { createPathValues, type PathValuesParts } from './sort-values'

/** What views ask of payloads, which are not held: conditions on them, and the values at the path that is sorted by. */
export interface Payloads extends PayloadAnswers, SortValues {
  /** These conditions and this path and no others from now on. */
  want(conditions: readonly PayloadCondition[], path: string | null): void
  /** A document was written. Returns whether anything that is wanted of it is another now. */
  written(key: SessionKey, document: Document): boolean
  forget(key: SessionKey): void
  readonly reading: PayloadReading | null
  cancel(): void
}

/** What is joined here. */
export interface PayloadsParts
  extends Pick<MatchesParts, 'keyOf' | 'size' | 'changed'>,
    Pick<PathValuesParts, 'sessionIdOf'> {
  /** Values to sort by that were found since the last call. */
  readonly revalued: PathValuesParts['changed']
}

/** Joins searches and values. Without a look, conditions find nothing and nothing is sorted. */
export function createPayloads(given: PayloadLook | undefined, parts: PayloadsParts): Payloads {
  const look = given ?? noPayloads
  const matches = createPayloadMatches({ ...look, ...parts })
  const values = createPathValues({ ...look, ...parts, changed: parts.revalued })
  return {
    has: matches.has,
    isKnown: matches.isKnown,
    valueOf: values.valueOf,
    isRead: values.isRead,
    want(conditions, path) {
      matches.want(conditions)
      values.want(path)
    },
    written(key, document) {
      const isOtherMatch = matches.written(key, document)
      return values.written(key, document) || isOtherMatch
    },
    forget(key) {
      matches.forget(key)
      values.forget(key)
    },
    get reading() {
      return together(matches.reading, values.reading)
    },
    cancel() {
      matches.cancel()
      values.cancel()
    }
  }
}

function together(a: PayloadReading | null, b: PayloadReading | null): PayloadReading | null {
  if (a === null || b === null) return a ?? b
  return { done: a.done + b.done, expected: a.expected + b.expected, trouble: a.trouble ?? b.trouble }
}

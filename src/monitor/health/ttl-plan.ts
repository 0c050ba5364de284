import type { FormatId } from '../../shared/domain/store'
import type { StoreIndex } from '../formats/format'
import type { HealthFacts } from './facts'

/** By which date a store's documents are to be deleted, and how long after it. */
export interface TtlPlan {
  readonly path: string
  /** Seconds that suit the field; null: any lifetime that the app wants. */
  readonly seconds: number | null
  /** The date is of the last write, not of the expiry. */
  readonly isWrittenDate: boolean
}

/** Stores whose documents say when they were written, and nothing of an expiry. */
const writtenDates: Readonly<Partial<Record<FormatId, string>>> = {
  'koa-session-mongoose': 'updatedAt',
  mongostore: 'modified'
}

/** Libraries that delete what has expired themselves, or tell the app to: no index is theirs. */
const deleting: ReadonlySet<FormatId> = new Set([
  'auth-js',
  'better-auth',
  'lucia',
  'tower-sessions',
  'parse-server',
  'mapped'
])

/** Whether nothing but a TTL index removes what this library has written. */
export const needsTtl = (format: FormatId) => !deleting.has(format)

/** Null: the store has no date to delete by. */
export function ttlPlanOf({ format, layout }: HealthFacts): TtlPlan | null {
  const written = writtenDates[format]
  if (written !== undefined) return { path: written, seconds: null, isWrittenDate: true }
  const { expiryPath, writtenPath } = layout
  if (expiryPath === null) return null
  return { path: expiryPath, seconds: 0, isWrittenDate: expiryPath === writtenPath }
}

/** Every index that makes the server delete. */
export const ttlIndexesOf = ({ indexes }: HealthFacts): readonly StoreIndex[] =>
  indexes.filter(index => index.expireAfterSeconds !== null && index.fields.length === 1)

/** The one that deletes by the right date. */
export function ownTtlOf(facts: HealthFacts): StoreIndex | null {
  const path = ttlPlanOf(facts)?.path
  return ttlIndexesOf(facts).find(index => index.fields[0] === path) ?? null
}

import type { SessionKey } from './session'

/** A value of a payload as a column shows it; a list is its length. */
export interface ColumnValue {
  readonly text: string
  readonly isNumber: boolean
}

/** What one session has at the paths asked for, in their order; null where it has nothing. */
export interface ColumnRow {
  readonly key: SessionKey
  readonly values: readonly (ColumnValue | null)[]
}

/** Columns of a person's own, at most so many: each is read for every row on screen. */
export const MOST_PATH_COLUMNS = 8

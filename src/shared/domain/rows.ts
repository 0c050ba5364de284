import { z } from 'zod'
import type { Fault } from '../fault'
import { MOST_CHOSEN } from '../rows/most-chosen'
import { sessionKey, viewAsk } from './view'

/** What decides which sessions are in, and how they lie: a view without its window. */
export const rowsQuery = viewAsk.pick({ filter: true, facet: true, user: true, sort: true, descending: true })
export type RowsQuery = z.infer<typeof rowsQuery>

/** Sessions to be copied or written to a file: those named, or with null all that match the query. */
export const rowsAsk = z.object({ query: rowsQuery, keys: z.array(sessionKey).max(MOST_CHOSEN).nullable() })
export type RowsAsk = z.infer<typeof rowsAsk>

export const rowsFormats = ['csv', 'json'] as const
export type RowsFormat = (typeof rowsFormats)[number]

/** Rows to be written to a file that the person chooses. Whole ids only where the person asked for them. */
export const exportAsk = z.object({ rows: rowsAsk, format: z.enum(rowsFormats), hasWholeIds: z.boolean() })
export type ExportAsk = z.infer<typeof exportAsk>

/** How far an export is. `file` is the name alone; `expected` is null where nobody has counted. */
export type ExportState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running'
      readonly file: string
      readonly done: number
      readonly expected: number | null
    }
  | { readonly kind: 'done'; readonly file: string; readonly done: number }
  | { readonly kind: 'cancelled'; readonly file: string }
  | { readonly kind: 'failed'; readonly file: string; readonly fault: Fault }

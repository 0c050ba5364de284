import type { Document, Filter } from 'mongodb'
import { numberOf } from '../bson'
import { type Buckets, type Figures, type Grid, MODULUS, noFigures, plus } from './buckets'

const EPOCH = new Date(0)

/** Ms since 1970 where the field is a date, `otherwise` where it is anything else. */
const msOf = (path: string, otherwise: number | null) => ({
  $cond: [{ $eq: [{ $type: `$${path}` }, 'date'] }, { $subtract: [`$${path}`, EPOCH] }, otherwise]
})

/**
 * Sums up, per bucket of `grid`, what `figuresOf` sums up here. With `writtenPath` null, only the expiry is read, which is
 * in the index: no document is touched.
 *
 * Shape:  rows { _id: bucket, or null for expiries that are no date (lists of dates), n, s, q, w? }.
 * Source: operators that every MongoDB since 3.4 has; `$mod` keeps the dividend's sign, as `%` does.
 */
export function pipelineOf(
  match: Filter<Document>,
  { origin, width, count }: Grid,
  { path, writtenPath }: { readonly path: string; readonly writtenPath: string | null }
): Document[] {
  const bucket = { $floor: { $divide: [{ $subtract: ['$e', origin] }, width] } }
  const rest = { $mod: ['$e', MODULUS] }
  const written = writtenPath === null ? {} : { w: { $mod: [msOf(writtenPath, 0), MODULUS] } }
  return [
    { $match: match },
    { $project: { _id: 0, e: msOf(path, null), ...written } },
    {
      $group: {
        _id:
          count === null
            ? bucket
            : { $cond: [{ $eq: ['$e', null] }, null, { $max: [-1, { $min: [count, bucket] }] }] },
        n: { $sum: 1 },
        s: { $sum: rest },
        q: { $sum: { $mod: [{ $multiply: [rest, rest] }, MODULUS] } },
        ...(writtenPath === null ? {} : { w: { $sum: '$w' } })
      }
    }
  ]
}

/** The rows of such pipelines over ranges apart, added up; `others` is how many expiries were no date. */
export function bucketsFrom(rows: readonly Document[]): {
  readonly buckets: Buckets
  readonly others: number
} {
  const buckets = new Map<number, Figures>()
  let others = 0
  for (const { _id, n, s, q, w } of rows) {
    const bucket = numberOf(_id)
    if (bucket === null) others += numberOf(n) ?? 0
    else {
      const figures = {
        count: numberOf(n) ?? 0,
        sum: numberOf(s) ?? 0,
        squares: numberOf(q) ?? 0,
        written: numberOf(w) ?? 0
      }
      buckets.set(bucket, plus(buckets.get(bucket) ?? noFigures, figures))
    }
  }
  return { buckets, others }
}

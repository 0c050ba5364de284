import type { Document } from 'mongodb'
import type { RowSort, SessionSort } from '../../shared/domain/view'
import { dateOf, isQueryable, isRecord, valueAt } from '../bson'
import type { Layout, StoreIndex } from '../formats/format'
import { isSecretPath } from '../secrets'
import { type Expression, signedInExpression, userExpression } from './identity-expression'

/** What the database must know of a store to count, filter and sort it. */
export interface Countable {
  readonly layout: Layout
  /** Null: payloads are text, encrypted or of several kinds, which the database cannot look into. */
  readonly identity: { readonly user: Expression; readonly isSignedIn: Expression } | null
  /** Columns, and paths in the payload, that an index gives the order of, with the path to sort by, best first. */
  readonly orders: readonly Order[]
  /** Session ids are text, so that an index finds their beginnings. */
  readonly hasTextIds: boolean
  /** Dates that sampled documents do have, where the layout only says where they would be. */
  readonly writtenPath: string | null
  readonly createdPath: string | null
}

/** A column, and the indexed path that has its order. */
export interface Order {
  readonly sort: RowSort
  readonly path: string
}

/** What a store was recognised by. */
export interface CountableSource {
  readonly layout: Layout
  readonly ownPaths: readonly string[]
  readonly sample: readonly Document[]
  readonly indexes: readonly StoreIndex[]
}

/**
 * What the database can do for this store; null where its sessions cannot be told expired there: the expiry is no BSON
 * date, or its path cannot be written in a query. Such a store is mirrored, whatever its size.
 */
export function countableOf({ layout, ownPaths, sample, indexes }: CountableSource): Countable | null {
  const { expiryPath, payloadPath, userPath } = layout
  const isDated = (document: Document) =>
    expiryPath === null || dateOf(valueAt(document, expiryPath)) !== null
  const paths = [expiryPath, payloadPath, userPath, layout.idField, ...ownPaths].filter(path => path !== null)
  if (!paths.every(isQueryable) || sample.filter(isDated).length * 2 < sample.length) return null
  const payloads = sample.map(document => (payloadPath === null ? document : valueAt(document, payloadPath)))
  // A document without any names nobody, here as there.
  const present = payloads.filter(payload => payload !== undefined && payload !== null)
  const isReadable = userPath !== null || (present.length > 0 && present.every(isRecord))
  const user = userExpression(payloadPath, ownPaths, userPath)
  return {
    layout,
    identity: isReadable ? { user, isSignedIn: signedInExpression(payloadPath, user) } : null,
    orders: [...ordersOf(layout, sample, indexes), ...pathOrdersOf(layout, indexes)],
    writtenPath: datedPath(layout.writtenPath, sample),
    createdPath: datedPath(layout.createdPath, sample),
    hasTextIds: sample.some(document => typeof valueAt(document, layout.idField) === 'string')
  }
}

/** In most of them: the others are not found by it. */
function datedPath(path: string | null, sample: readonly Document[]): string | null {
  if (path === null || !isQueryable(path)) return null
  return sample.filter(document => dateOf(valueAt(document, path)) !== null).length * 2 > sample.length
    ? path
    : null
}

function ordersOf(
  layout: Layout,
  sample: readonly Document[],
  indexes: readonly StoreIndex[]
): readonly Order[] {
  const isIndexed = (path: string | null): path is string =>
    path !== null && (path === '_id' || indexes.some(i => i.fields[0] === path))
  const hasObjectIds = sample.length > 0 && sample.every(d => typeof d._id === 'object')
  const since = isIndexed(layout.createdPath) ? layout.createdPath : hasObjectIds ? '_id' : null
  const wanted: readonly [SessionSort, string | null][] = [
    ['expires', layout.expiryPath],
    ['since', since],
    ['last-seen', layout.writtenPath],
    ['session', layout.idField]
  ]
  return wanted.flatMap(([sort, path]) => (isIndexed(path) ? [{ sort, path }] : []))
}

/** Paths in the payload by which some index begins. */
function pathOrdersOf({ payloadPath }: Layout, indexes: readonly StoreIndex[]): readonly Order[] {
  const prefix = payloadPath === null ? '' : `${payloadPath}.`
  const paths = indexes.filter(index => index.isWhole).map(index => index.fields[0] ?? '')
  return [...new Set(paths)]
    .filter(path => path.startsWith(prefix) && path !== '_id' && isQueryable(path))
    .map(path => ({ sort: `path:${path.slice(prefix.length)}` as const, path }))
    .filter(({ path }) => !isSecretPath(path))
}

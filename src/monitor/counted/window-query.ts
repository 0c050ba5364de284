import { type Document, type Filter, ObjectId } from 'mongodb'
import type { EpochMs } from '../../shared/domain/session'
import { type Facet, facets, pathOf, type ViewAsk } from '../../shared/domain/view'
import type { FilterTree, PayloadCondition } from '../../shared/filter/tree'
import { isQueryable } from '../bson'
import { filterTreeOf } from '../filter-text'
import { conditionFilter, literalOf } from '../payload/condition-query'
import type { Countable } from './countable'
import type { Expression } from './identity-expression'
import { deadline, storedState } from './state-expressions'
import { cannot, timeFilter, told } from './time-filter'

/** One window as a `find`: `isReversed` rows come from the other end of the order, which is nearer. */
export interface WindowQuery {
  readonly filter: Filter<Document>
  readonly sort: Record<string, 1 | -1>
  readonly skip: number
  readonly limit: number
  readonly isReversed: boolean
}

/** Skipping fewer rows than this costs nothing worth saving, and a count that has aged hides none of the newest. */
const FAR = 500

/** The order an ask gets: its own where there is an index for it, else the store's best; null: no order at all. */
export function orderOf({ orders }: Countable, ask: Pick<ViewAsk, 'sort' | 'descending'>) {
  const own = orders.find(order => order.sort === ask.sort)
  if (own) return { ...own, descending: ask.descending }
  const best = orders.find(order => pathOf(order.sort) === null)
  return best === undefined ? null : { ...best, descending: true }
}

/** States that the database can tell in this store. */
export function facetsOf({ identity }: Countable): readonly Facet[] {
  return identity === null ? ['all', 'expired'] : facets
}

/** The window that `ask` is about. `matching` is how many rows there are, null while that is not known. */
export function windowQuery(
  store: Countable,
  ask: ViewAsk,
  now: EpochMs,
  matching: number | null
): WindowQuery {
  const order = orderOf(store, ask)
  const filter = filterOf(store, ask, now)
  const fromEnd = matching === null ? 0 : matching - ask.start - ask.count
  const isReversed = order !== null && matching !== null && ask.start >= FAR && fromEnd < ask.start
  const isUp = (order?.descending ?? false) === isReversed
  return {
    filter,
    sort: order === null ? {} : { [order.path]: isUp ? 1 : -1 },
    skip: isReversed ? Math.max(0, fromEnd) : ask.start,
    limit: isReversed ? Math.min(ask.count, ask.count + fromEnd) : ask.count,
    isReversed
  }
}

/** Which documents an ask lets in. Throws a `FaultError` where its filter asks for what the database cannot tell. */
export function filterOf(
  store: Countable,
  ask: Pick<ViewAsk, 'filter' | 'facet' | 'user'>,
  now: EpochMs
): Filter<Document> {
  const text = textFilter(store, ask.filter, now)
  const parts = [
    ...(ask.facet === 'all' ? [] : [stateFilter(store, ask.facet, now)]),
    ...(ask.user === null ? [] : [userFilter(store, ask.user)]),
    ...(text === null ? [] : [text])
  ]
  return parts.length === 0 ? {} : parts.length === 1 ? (parts[0] ?? {}) : { $and: parts }
}

/** A filter text as the database puts it; null: it lets everything through. Throws as `filterOf` does. */
export function textFilter(store: Countable, text: string, now: EpochMs): Filter<Document> | null {
  const tree = filterTreeOf(text)
  return tree.kind === 'and' && tree.parts.length === 0 ? null : treeFilter(store, tree, now)
}

function treeFilter(store: Countable, tree: FilterTree, now: EpochMs): Filter<Document> {
  switch (tree.kind) {
    case 'and':
      return { $and: tree.parts.map(part => treeFilter(store, part, now)) }
    case 'or':
      return { $or: tree.parts.map(part => treeFilter(store, part, now)) }
    case 'not':
      return { $nor: [treeFilter(store, tree.part, now)] }
    case 'word':
      return wordFilter(store, tree.text, now)
    case 'id':
      return anyOf(idFilters(store, tree.text))
    case 'state':
      return stateFilter(store, tellable(store, tree.state), now)
    case 'user': {
      const { user } = told(
        store.identity,
        'The payloads of this store are text or encrypted: the database cannot look for users in them.'
      )
      if (tree.isWhole) return userFilter(store, tree.text)
      return { $expr: userContains(user, literalOf(tree.text)) }
    }
    case 'payload':
      return payloadFilter(store, tree)
    case 'time':
      return timeFilter(store, tree, now)
    case 'sessions':
      throw cannot(
        'In a store this large, users’ sessions are not counted for each row. On the Users tab they are.'
      )
  }
}

function tellable(store: Countable, state: Exclude<Facet, 'all'>): Exclude<Facet, 'all'> {
  if (facetsOf(store).includes(state)) return state
  throw cannot(
    'The payloads of this store are text or encrypted: the database can tell only who has expired.'
  )
}

function payloadFilter({ identity, layout }: Countable, condition: PayloadCondition): Filter<Document> {
  told(identity, 'The payloads of this store are text or encrypted: the database cannot look into them.')
  if (!isQueryable(condition.path))
    throw cannot(`“${condition.path}” cannot be written in a query of the database.`)
  return conditionFilter(condition, layout.payloadPath, true)
}

const nothing: Filter<Document> = { _id: { $in: [] } }

/** Sessions that have not expired; one without a date never does. */
export function activeFilter(store: Countable, now: EpochMs): Filter<Document> {
  const { expiryPath } = store.layout
  return expiryPath === null ? {} : { [expiryPath]: { $not: { $lte: deadline(store, now) } } }
}

/** Sessions whose expiry lies between two spans from now, ms; `fromMs` null: however long ago. */
export function expiringFilter(
  store: Countable,
  now: EpochMs,
  [fromMs, toMs]: readonly [number | null, number]
): Filter<Document> {
  const { expiryPath } = store.layout
  if (expiryPath === null) return nothing
  const range = { $lte: deadline(store, now + toMs) }
  return { [expiryPath]: fromMs === null ? range : { $gt: deadline(store, now + fromMs), ...range } }
}

function stateFilter(store: Countable, facet: Exclude<Facet, 'all'>, now: EpochMs): Filter<Document> {
  if (facet === 'expired') return expiringFilter(store, now, [null, 0])
  if (store.identity === null) return nothing
  const isOf = { $eq: [storedState(store), facet] }
  return { $and: [activeFilter(store, now), { $expr: isOf }] }
}

function userFilter({ identity }: Countable, user: string): Filter<Document> {
  return identity === null ? nothing : { $expr: { $eq: [identity.user, { $literal: user }] } }
}

/** What a word may mean in the mirror's filter, as far as the database can tell: user, state, beginning of an id. */
function wordFilter(store: Countable, word: string, now: EpochMs): Filter<Document> {
  const named = word.toLowerCase() === 'guests' ? 'guest' : word.toLowerCase()
  const facet = facetsOf(store).find(one => one !== 'all' && one === named)
  const { identity } = store
  return anyOf([
    ...(identity === null ? [] : [{ $expr: userContains(identity.user, literalOf(word)) }]),
    ...(facet === undefined || facet === 'all' ? [] : [stateFilter(store, facet, now)]),
    ...idFilters(store, word)
  ])
}

function idFilters({ hasTextIds, layout }: Countable, text: string): readonly Filter<Document>[] {
  if (hasTextIds) return text.length < 2 ? [] : [{ [layout.idField]: { $regex: `^${literalOf(text)}` } }]
  return ObjectId.isValid(text) && text.length === 24 ? [{ [layout.idField]: new ObjectId(text) }] : []
}

const anyOf = (choices: readonly Filter<Document>[]): Filter<Document> =>
  choices.length === 0 ? nothing : { $or: [...choices] }

const userContains = (user: Expression, literal: string) => ({
  $regexMatch: { input: { $ifNull: [user, ''] }, regex: literal, options: 'i' }
})

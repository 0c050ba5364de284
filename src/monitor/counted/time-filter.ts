import { type Document, type Filter, ObjectId } from 'mongodb'
import type { EpochMs } from '../../shared/domain/session'
import { FaultError, fault } from '../../shared/fault'
import type { Comparison, FilterLeaf } from '../../shared/filter/tree'
import type { Countable } from './countable'
import { deadline } from './state-expressions'

type TimeLeaf = Extract<FilterLeaf, { kind: 'time' }>

/** What a filter asks for and the database of a large store cannot tell. */
export function cannot(message: string): FaultError {
  return new FaultError(
    fault(
      'bad-request',
      message,
      'Read into this window, it can be told: the menu “Large store” sets how many sessions may be.'
    )
  )
}

/** The value, or that sentence. */
export function told<T>(value: T | null, message: string): T {
  if (value !== null) return value
  throw cannot(message)
}

const operators = { '<': '$lt', '<=': '$lte', '>': '$gt', '>=': '$gte' } as const
/** The longer ago, the earlier the date. */
const turned: Readonly<Record<Comparison, Comparison>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** Spans of time as dates that the store keeps. Throws a `FaultError` where it keeps none. */
export function timeFilter(
  store: Countable,
  { field, op, spanMs }: TimeLeaf,
  now: EpochMs
): Filter<Document> {
  const { writtenPath, createdPath } = store
  const { expiryPath } = store.layout
  const mongo = operators[turned[op]]
  const then = new Date(now - spanMs)
  if (field === 'seen') {
    const path = told(
      writtenPath,
      'This store keeps no date of its last write: the database cannot tell when a session was last seen.'
    )
    return { [path]: { [mongo]: then } }
  }
  if (field === 'since') {
    if (createdPath !== null) return { [createdPath]: { [mongo]: then } }
    if (store.hasTextIds)
      throw cannot(
        'This store keeps no date of a session’s beginning: the database cannot tell how old it is.'
      )
    return { _id: { [mongo]: ObjectId.createFromTime(Math.floor(then.getTime() / 1000)) } }
  }
  const isLonger = op === '>' || op === '>='
  if (expiryPath === null) return isLonger ? {} : { _id: { $in: [] } }
  const ahead = deadline(store, now + spanMs)
  if (!isLonger) return { [expiryPath]: { $gt: deadline(store, now), [operators[op]]: ahead } }
  return {
    $or: [{ [expiryPath]: { [operators[op]]: ahead } }, { [expiryPath]: { $not: { $type: 'date' } } }]
  }
}

import { type Document, type Filter, ObjectId } from 'mongodb'
import type { Comparison, PayloadCondition } from '../../shared/filter/tree'

const mongoOperators = { '<': '$lt', '<=': '$lte', '>': '$gt', '>=': '$gte' } as const

/** A text as a regular expression that matches just that text. */
export const literalOf = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * A condition as the database puts it, on payloads that are objects; `prefix` is the payload's own path.
 *
 * Without `isAlone` it lets in all that `meets` does and perhaps more, to be looked at here. With it nobody looks after
 * the database: parts of ids and dates are not found then, and case is folded as the server does.
 */
export function conditionFilter(
  condition: PayloadCondition,
  prefix: string | null,
  isAlone: boolean
): Filter<Document> {
  const path = prefix === null ? condition.path : `${prefix}.${condition.path}`
  const { op, text, count } = condition
  if (op !== ':' && op !== '=')
    return count === null ? nothing : { $or: comparisons({ path, op, count }, isAlone) }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything that is ASCII
  const isAscii = /^[\x00-\x7f]*$/.test(text)
  return isAscii || isAlone ? { $or: texts(path, condition, isAlone) } : { [path]: { $exists: true } }
}

const nothing: Filter<Document> = { _id: { $in: [] } }

interface Compared {
  readonly path: string
  readonly op: Comparison
  readonly count: number
}

/** A list counts by its length: it has more than n items where there is one at place n. */
function comparisons({ path, op, count }: Compared, isAlone: boolean): Filter<Document>[] {
  const isUp = op === '>' || op === '>='
  /** The fewest items that are enough, or too many. */
  const bound = op === '>=' || op === '<' ? Math.ceil(count) : Math.floor(count) + 1
  const compared = { [path]: { [mongoOperators[op]]: count } }
  // The server compares a list's items as well, which is for the one who looks afterwards to leave out.
  const number = isAlone ? { $and: [compared, { [path]: { $not: { $type: 'array' } } }] } : compared
  const isLong = { [`${path}.${bound - 1}`]: { $exists: isUp } }
  if (isUp) return [number, bound <= 0 ? { [path]: { $type: 'array' } } : isLong]
  if (bound <= 0) return [number]
  const isList = { $or: [{ [path]: { $size: 0 } }, { [`${path}.0`]: { $exists: true } }] }
  // Of several lists within a list one may be short: whoever looks afterwards must see them all.
  return [number, isAlone ? { $and: [isList, isLong] } : isList]
}

function texts(path: string, { op, text, count }: PayloadCondition, isAlone: boolean): Filter<Document>[] {
  const literal = literalOf(text)
  const lower = text.toLowerCase()
  const isIn = (word: string) => (op === '=' ? word === text : word.includes(lower))
  return [
    op === '=' ? { [path]: text } : { [path]: { $regex: literal, $options: 'i' } },
    ...(count === null ? [] : [{ [path]: count }]),
    ...(isIn('true') ? [{ [path]: true }] : []),
    ...(isIn('false') ? [{ [path]: false }] : []),
    ...(isIn('null') ? [{ [path]: { $type: 'null' } }] : []),
    ...(/^[0-9a-f]{24}$/.test(lower) ? [{ [path]: new ObjectId(lower) }] : []),
    ...(!isAlone && /^[0-9a-f:.tz-]+$/.test(lower) ? [{ [path]: { $type: 'objectId' } }] : []),
    ...(!isAlone && /^[0-9:.tz-]+$/.test(lower) ? [{ [path]: { $type: 'date' } }] : [])
  ]
}

import { compares, type PayloadCondition } from '../../shared/filter/tree'
import { bsonTypeOf, dateOf, type Fields, fieldOf, isRecord, numberOf, objectIdHexOf } from '../bson'

/** A path through lists of lists could give as many values as a document has bytes; these are looked at. */
const MOST_VALUES = 10_000

/**
 * Whether a payload meets a condition. A path goes through lists to each of their items; one value that fits is enough.
 * Compared as numbers, a list counts by its length. Never throws.
 */
export function meets(payload: Fields, condition: PayloadCondition): boolean {
  const { op, count } = condition
  const values = valuesAt(payload, condition.path.split('.'))
  if (op === ':' || op === '=') return values.some(value => saysText(value, condition))
  return count !== null && values.some(value => isCounted(value, op, count))
}

function isCounted(value: unknown, op: '<' | '<=' | '>' | '>=', count: number): boolean {
  const number = Array.isArray(value) ? value.length : exactNumberOf(value)
  return number !== null && compares(number, op, count)
}

function saysText(value: unknown, condition: PayloadCondition): boolean {
  const { op, text, count } = condition
  if (Array.isArray(value)) return value.some(item => !Array.isArray(item) && saysText(item, condition))
  const number = exactNumberOf(value)
  if (number !== null) return number === count
  const said = textOf(value)
  if (said === null) return false
  return op === '=' ? said === text : said.toLowerCase().includes(text.toLowerCase())
}

/** Null: nothing that a text can be looked for in. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (value === null) return 'null'
  const at = dateOf(value)
  return at === null ? objectIdHexOf(value) : new Date(at).toISOString()
}

/** As `numberOf`, and decimals. */
function exactNumberOf(value: unknown): number | null {
  if (bsonTypeOf(value) !== 'Decimal128') return numberOf(value)
  const number = Number(String(value))
  return Number.isFinite(number) ? number : null
}

/** Every value that a path leads to; a number in it is an item's place in a list, or a name. */
function valuesAt(root: unknown, names: readonly string[]): readonly unknown[] {
  let values: unknown[] = [root]
  for (const name of names) {
    const next: unknown[] = []
    for (const value of values) {
      if (next.length >= MOST_VALUES) break
      if (isRecord(value)) push(next, fieldOf(value, name))
      else if (Array.isArray(value)) {
        if (/^\d{1,9}$/.test(name)) push(next, value[Number(name)])
        for (const item of value.slice(0, MOST_VALUES)) if (isRecord(item)) push(next, fieldOf(item, name))
      }
    }
    values = next
  }
  return values
}

function push(values: unknown[], value: unknown): void {
  if (value !== undefined) values.push(value)
}

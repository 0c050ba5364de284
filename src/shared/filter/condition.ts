import { FilterMistake, type Token } from './tokens'
import {
  type Comparison,
  type FilterLeaf,
  type FilterState,
  filterStates,
  type TimeField,
  timeFields
} from './tree'

type FieldToken = Extract<Token, { kind: 'field' }>

const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000
}

const isComparison = (op: string): op is Comparison => op === '<' || op === '<=' || op === '>' || op === '>='

/** The condition that `field op value` states. Throws a `FilterMistake` that says what may stand there. */
export function conditionOf(token: FieldToken): FilterLeaf {
  const name = token.name.toLowerCase()
  if (timeFields.some(field => field === name)) return timeCondition(token, name as TimeField)
  switch (name) {
    case 'user':
      return { kind: 'user', text: textOf(token, 'a name, as in user:ann'), isWhole: token.op === '=' }
    case 'id':
      return { kind: 'id', text: textOf(token, 'the beginning of a session id, as in id:4f9c') }
    case 'state':
      return { kind: 'state', state: stateOf(token) }
    case 'sessions':
      return sessionsCondition(token)
    default:
      return payloadCondition(token)
  }
}

/** A sentence about the value, or about the whole condition while there is none yet. */
function wrong(token: FieldToken, message: string): FilterMistake {
  const isEmpty = token.value === ''
  const at = isEmpty ? token.at : token.valueAt
  return new FilterMistake({ at, length: token.at + token.length - at, message })
}

function textOf(token: FieldToken, example: string): string {
  if (isComparison(token.op)) throw wrong(token, `“${token.name}” cannot be compared. It takes ${example}.`)
  if (token.value === '') throw wrong(token, `After “${token.name}${token.op}” comes ${example}.`)
  return token.value
}

function stateOf(token: FieldToken): FilterState {
  const text = textOf(token, 'a state, as in state:guest').toLowerCase().replace(/\s+/g, '-')
  const named = text === 'guests' ? 'guest' : text
  const state = filterStates.find(one => one === named)
  if (state !== undefined) return state
  throw wrong(
    token,
    `There is no state “${token.value}”. States are signed-in, guest, expired and unreadable.`
  )
}

function timeCondition(token: FieldToken, field: TimeField): FilterLeaf {
  const example = `${field}<5m or ${field}>1h`
  if (!isComparison(token.op)) throw wrong(token, `“${field}” is compared with < or >, as in ${example}.`)
  if (token.value === '')
    throw wrong(token, `After “${field}${token.op}” comes a span of time, as in ${example}.`)
  const spanMs = spanOf(token.value)
  if (spanMs === null) throw wrong(token, `“${token.value}” is no span of time. Write 30s, 5m, 2h or 3d.`)
  return { kind: 'time', field, op: token.op, spanMs }
}

const SPAN = /(\d{1,9}(?:\.\d{1,6})?)(min|[smhd])/gi

/** Milliseconds of `5m`, or of several such in a row, as in `1h30m`; null: no span. */
function spanOf(text: string): number | null {
  const parts = [...text.matchAll(SPAN)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return null
  return parts.reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit.toLowerCase()] ?? 0),
    0
  )
}

function sessionsCondition(token: FieldToken): FilterLeaf {
  if (!/^\d{1,9}$/.test(token.value))
    throw wrong(token, 'After “sessions” comes a whole number, as in sessions>3.')
  return {
    kind: 'sessions',
    op: isComparison(token.op) ? token.op : '=',
    count: Number(token.value)
  }
}

function payloadCondition(token: FieldToken): FilterLeaf {
  const path = token.name.startsWith('.') ? token.name.slice(1) : token.name
  const op = token.op as Comparison | ':' | '='
  if (path.split('.').includes(''))
    throw new FilterMistake({
      at: token.at,
      length: token.name.length,
      message: `“${token.name}” is no path: a name is missing at a dot.`
    })
  if (token.value === '')
    throw wrong(token, `After “${token.name}${op}” comes what to look for, as in role:admin.`)
  const isNumber = /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(token.value)
  if (isComparison(op) && !isNumber)
    throw wrong(token, `“${op}” compares numbers, and “${token.value}” is none. Write cart.items>3.`)
  return { kind: 'payload', path, op, text: token.value, count: isNumber ? Number(token.value) : null }
}

import { conditionOf } from './condition'
import { FilterMistake, type Token, tokensOf } from './tokens'
import { everything, type FilterTree, type ParsedFilter } from './tree'

/** Deeper nesting is nobody's filter. */
const MAX_DEPTH = 50

/**
 * Reads a filter text: conditions side by side must all hold, `or` lets one of two suffice, `-` denies, parentheses
 * group, quotes keep spaces. Never throws; what is wrong is told with its place.
 */
export function parseFilter(text: string): ParsedFilter {
  try {
    const tokens = tokensOf(text)
    if (tokens.length === 0) return { ok: true, tree: everything }
    const reading = { tokens, next: 0 }
    const tree = readOr(reading, 0)
    const left = tokens[reading.next]
    if (left !== undefined) throw mistake(left, 'This parenthesis was never opened.')
    return { ok: true, tree }
  } catch (error) {
    if (error instanceof FilterMistake) return { ok: false, error: error.error }
    throw error
  }
}

/** Where the reading stands. */
interface Reading {
  readonly tokens: readonly Token[]
  next: number
}

function mistake(token: Token, message: string): FilterMistake {
  return new FilterMistake({ at: token.at, length: token.length, message })
}

function readOr(reading: Reading, depth: number): FilterTree {
  const parts = [readAnd(reading, depth)]
  for (let or = peek(reading); or?.kind === 'or'; or = peek(reading)) {
    reading.next += 1
    const after = peek(reading)
    if (after === undefined || after.kind === 'or' || after.kind === 'close')
      throw mistake(or, 'After “or” another condition is missing.')
    parts.push(readAnd(reading, depth))
  }
  return parts.length === 1 ? (parts[0] ?? everything) : { kind: 'or', parts }
}

function readAnd(reading: Reading, depth: number): FilterTree {
  const parts: FilterTree[] = []
  for (let token = peek(reading); token !== undefined; token = peek(reading)) {
    if (token.kind === 'close') break
    if (token.kind === 'or') {
      if (parts.length === 0) throw mistake(token, 'Before “or” a condition is missing.')
      break
    }
    parts.push(readOne(reading, depth))
  }
  const joined = withTwoWordStates(parts)
  return joined.length === 1 ? (joined[0] ?? everything) : { kind: 'and', parts: joined }
}

function readOne(reading: Reading, depth: number): FilterTree {
  const token = reading.tokens[reading.next] as Token
  reading.next += 1
  if (depth > MAX_DEPTH) throw mistake(token, 'There are too many parentheses within each other.')
  switch (token.kind) {
    case 'not': {
      const after = peek(reading)
      if (after === undefined || after.kind === 'close' || after.kind === 'or')
        throw mistake(token, 'After “-” a condition is missing.')
      return { kind: 'not', part: readOne(reading, depth + 1) }
    }
    case 'open': {
      if (peek(reading)?.kind === 'close') throw mistake(token, 'There is nothing between these parentheses.')
      const inner = readOr(reading, depth + 1)
      if (peek(reading)?.kind !== 'close') throw mistake(token, 'This parenthesis is not closed.')
      reading.next += 1
      return inner
    }
    case 'word':
      return { kind: 'word', text: token.text }
    case 'field':
      return conditionOf(token)
    case 'or':
    case 'close':
      throw mistake(token, 'A condition is missing here.')
  }
}

const peek = (reading: Reading) => reading.tokens[reading.next]

/** "signed in" is read as the state, as the screen writes it. */
function withTwoWordStates(parts: readonly FilterTree[]): readonly FilterTree[] {
  const isWord = (part: FilterTree | undefined, text: string) =>
    part?.kind === 'word' && part.text.toLowerCase() === text
  return parts.flatMap((part, index): FilterTree[] => {
    if (isWord(part, 'signed') && isWord(parts[index + 1], 'in')) return [{ kind: 'word', text: 'signed-in' }]
    return isWord(part, 'in') && isWord(parts[index - 1], 'signed') ? [] : [part]
  })
}

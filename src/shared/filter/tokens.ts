import type { FilterError } from './tree'

/** A piece of a filter text. `raw` is as typed, `text` without its quotes. */
export type Token =
  | { readonly kind: 'open' | 'close' | 'not' | 'or'; readonly at: number; readonly length: number }
  | { readonly kind: 'word'; readonly at: number; readonly length: number; readonly text: string }
  | {
      readonly kind: 'field'
      readonly at: number
      readonly length: number
      readonly name: string
      readonly op: string
      readonly valueAt: number
      readonly value: string
    }

/** Thrown inside the parser and caught at its door. */
export class FilterMistake extends Error {
  readonly error: FilterError

  constructor(error: FilterError) {
    super(error.message)
    this.error = error
  }
}

/** A field's name and what follows it: letters of any script, digits, `_`, `$`, `-` and dots. A leading dot is the payload's root. */
const FIELD = /^(\.?[\p{L}_$][\p{L}\p{N}_$.-]*)(<=|>=|[:<>=])/u
const ends = (character: string | undefined) => character === undefined || /[\s()]/.test(character)

/** Cuts a filter text into pieces. Throws a `FilterMistake` at a quote that is never closed. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const character = text[at] as string
    if (/\s/.test(character)) at += 1
    else if (character === '(' || character === ')') {
      tokens.push({ kind: character === '(' ? 'open' : 'close', at, length: 1 })
      at += 1
    } else if (character === '-' && /[^\s)]/.test(text[at + 1] ?? ' ')) {
      tokens.push({ kind: 'not', at, length: 1 })
      at += 1
    } else {
      const token = wordAt(text, at)
      tokens.push(token)
      at += token.length
    }
  }
  return tokens
}

function wordAt(text: string, at: number): Token {
  const field = FIELD.exec(text.slice(at))
  const [head = '', name = '', op = ''] = field ?? []
  const { value, end, isQuoted } = valueFrom(text, at + head.length)
  const length = end - at
  if (field !== null) return { kind: 'field', at, length, name, op, valueAt: at + head.length, value }
  if (!isQuoted && value.toLowerCase() === 'or') return { kind: 'or', at, length }
  return { kind: 'word', at, length, text: value }
}

/** Up to the next space or parenthesis; between quotes those are part of it. `\"` is a quote within quotes. */
function valueFrom(text: string, from: number): { value: string; end: number; isQuoted: boolean } {
  let value = ''
  let at = from
  let quoteAt = -1
  let isQuoted = false
  for (; at < text.length; at += 1) {
    const character = text[at] as string
    if (quoteAt < 0 && ends(character)) break
    if (character === '"') {
      isQuoted = true
      quoteAt = quoteAt < 0 ? at : -1
    } else if (character === '\\' && quoteAt >= 0 && /["\\]/.test(text[at + 1] ?? '')) {
      at += 1
      value += text[at]
    } else value += character
  }
  if (quoteAt < 0) return { value, end: at, isQuoted }
  throw new FilterMistake({
    at: quoteAt,
    length: text.length - quoteAt,
    message: 'This quote is not closed. Write a second " after the text.'
  })
}

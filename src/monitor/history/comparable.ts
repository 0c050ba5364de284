import { createHash } from 'node:crypto'
import type { Fields } from '../bson'
import { isRecord } from '../bson'
import { leafOf } from '../bson-text'
import { isSecretName, looksSecret } from '../secrets'

/**
 * A payload in the form in which it is kept and compared: JSON text of a tree whose field names begin with a dot, so that
 * no name can meet one that every object has (`constructor`, `__proto__`), and whose leaves are texts:
 * `"` and the string, `=` and any other value as a person reads it, `*` and a hash for what is a secret.
 */
export type Comparable = string & { readonly comparable: true }

/** Larger payloads are not compared: it would be felt. Characters of text, and values. */
const MAX_CHARACTERS = 256_000
const MAX_VALUES = 10_000
const MAX_DEPTH = 64
/** Of a longer text the beginning is kept, and a hash for the rest. */
const LONG_TEXT = 1000
const KEPT_OF_LONG = 300

const DOTS = '••••'

class TooLarge extends Error {}

/** How a payload is made comparable: by whose session, so that its id is masked wherever it appears. */
export interface ComparableAsk {
  readonly sessionId: string
}

/** The payload without its cookie, made comparable; null when it is too large. Never throws. */
export function comparableOf(payload: Fields, { sessionId }: ComparableAsk): Comparable | null {
  let characters = 0
  let values = 0

  function count(text: string): void {
    characters += text.length
    values += 1
    if (characters > MAX_CHARACTERS || values > MAX_VALUES) throw new TooLarge()
  }

  function treeOf(value: unknown, isSecret: boolean, depth: number): unknown {
    if (depth < MAX_DEPTH && Array.isArray(value)) {
      count('')
      if (value.length > MAX_VALUES) throw new TooLarge()
      return value.map(item => treeOf(item, isSecret, depth + 1))
    }
    if (depth < MAX_DEPTH && isRecord(value)) return branchOf(value, isSecret, depth)
    return leaf(value, isSecret)
  }

  function branchOf(fields: Fields, isSecret: boolean, depth: number): object {
    const tree: Record<string, unknown> = {}
    for (const name of Object.keys(fields)) {
      if (depth === 0 && name === 'cookie') continue
      count(name)
      // A session may be named inside another's payload, or its own.
      const shown = holdsId(name, sessionId) ? DOTS : name
      tree[`.${shown}`] = treeOf(fields[name], isSecret || isSecretName(name), depth + 1)
    }
    return tree
  }

  function leaf(value: unknown, isSecret: boolean): string {
    const isText = typeof value === 'string'
    // Deeper than this nothing is compared; its own text could be without end.
    const text = isText ? value : typeof value === 'object' && !isLeaf(value) ? '…' : leafOf(value).text
    count(text)
    if ((isSecret && !isHarmless(value)) || looksSecret(value) || (isText && holdsId(text, sessionId)))
      return `*${hashOf(text)}`
    const kept =
      text.length > LONG_TEXT ? `${text.slice(0, KEPT_OF_LONG)}… ${text.length} ${hashOf(text)}` : text
    return isText ? `"${kept}` : `=${kept}`
  }

  try {
    return JSON.stringify(branchOf(payload, false, 0)) as Comparable
  } catch {
    return null
  }
}

/** Nothing at all: what a new session is compared with. */
export const emptyPayload = '{}' as Comparable

const isLeaf = (value: unknown) => value === null || !(Array.isArray(value) || isRecord(value))

/** Nothing to hide in "there is none" and in yes or no. */
const isHarmless = (value: unknown) =>
  value === null || value === undefined || typeof value === 'boolean' || value === ''

const holdsId = (text: string, sessionId: string) =>
  sessionId !== '' && (text === sessionId || (sessionId.length >= 8 && text.includes(sessionId)))

const hashOf = (text: string) => createHash('sha256').update(text).digest().toString('hex', 0, 8)

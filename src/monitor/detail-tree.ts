import type { BsonNode } from '../shared/domain/detail'
import { bytesOf, isRecord, parseJson } from './bson'
import { leafOf } from './bson-text'
import { isSealedPayload } from './formats/payload'
import type { ReadPayload } from './formats/payload-kind'
import { isSecretName, looksSecret } from './secrets'

const MAX_CHILDREN = 2000
const MAX_DEPTH = 100
const MAX_TEXT = 2000
/** More than a person will unfold; without it 2,000 fields of 2,000 fields each would be four million nodes. */
const MAX_NODES = 20_000
const MAX_JSON_LENGTH = 4_000_000
const DOTS = '••••••••'

/** How a document is to be shown. */
export interface TreeAsk {
  /** Whether a session's id lies there, and the id of this one: masked wherever it appears. */
  readonly isIdPath: (path: string) => boolean
  readonly sessionId: string
  /** Dotted path of the payload, whose JSON text or bytes are shown parsed; null: the document itself. */
  readonly payloadPath: string | null
  /** For a payload that is kept as bytes. */
  readonly readPayload: ReadPayload
  readonly revealPaths: ReadonlySet<string>
}

/** What is inside a payload that is written down as text or bytes. */
interface Inside {
  readonly value: object
  readonly type: BsonNode['type']
  readonly text: string
}

/** Where one node stands. */
interface Place {
  readonly name: string
  readonly path: string
  readonly depth: number
  /** Something above it is called a secret. */
  readonly isSecret: boolean
}

/** Builds the typed tree of one document, ids and secrets masked, cut where it would be too much. Never throws. */
export function treeOf(document: unknown, ask: TreeAsk): BsonNode {
  let nodes = 0

  function nodeOf(value: unknown, place: Place): BsonNode {
    nodes += 1
    const inner = place.path === ask.payloadPath ? insideOf(value) : null
    // The text itself is not sent: it holds every secret that the parsed nodes mask.
    if (inner !== null) return { ...branch(inner.value, place), type: inner.type, text: inner.text }
    return Array.isArray(value) || isRecord(value) ? branch(value, place) : leafNode(value, place)
  }

  function insideOf(value: unknown): Inside | null {
    const bytes = bytesOf(value)
    const isSealed = isSealedPayload(value)
    const payload = bytes !== null || typeof value === 'string' ? ask.readPayload(value) : null
    if (payload?.kind !== 'fields') return jsonOf(value)
    if (payload.encoding === 'JSON text' && !isSealed) return jsonOf(value)
    if (typeof value === 'string' && !isSealed)
      return {
        value: payload.fields,
        type: 'string',
        text: `${payload.encoding}, ${value.length} characters`
      }
    if (bytes === null)
      return { value: payload.fields, type: 'string', text: 'sealed, opened with your secret' }
    return { value: payload.fields, type: 'binData', text: `${payload.encoding}, ${bytes.length} bytes` }
  }

  function branch(value: object, place: Place): BsonNode {
    const names = Object.keys(value)
    const type = Array.isArray(value) ? 'array' : 'object'
    const isTooDeep = place.depth >= MAX_DEPTH || nodes >= MAX_NODES
    const children: BsonNode[] = []
    if (!isTooDeep) {
      for (const name of names.slice(0, MAX_CHILDREN)) {
        if (nodes >= MAX_NODES) break
        children.push(nodeOf(Reflect.get(value, name), placeIn(place, name)))
      }
    }
    return {
      name: place.name,
      path: place.path,
      type,
      text: '',
      isMasked: false,
      children,
      isCut: children.length < names.length
    }
  }

  function leafNode(value: unknown, place: Place): BsonNode {
    const { type, text } = leafOf(value)
    const isCredential = place.isSecret ? !isHarmless(value) : isSessionId(value, place)
    const isMasked = (isCredential || looksSecret(value)) && !ask.revealPaths.has(place.path)
    return {
      name: place.name,
      path: place.path,
      type,
      text: isMasked ? DOTS : text.slice(0, MAX_TEXT),
      isMasked,
      children: null,
      isCut: !isMasked && text.length > MAX_TEXT
    }
  }

  /** The id in its own field, and every text that has it in it, as a signed cookie value has. */
  function isSessionId(value: unknown, place: Place): boolean {
    if (ask.isIdPath(place.path)) return true
    const { sessionId } = ask
    return (
      typeof value === 'string' &&
      sessionId !== '' &&
      (value === sessionId || (sessionId.length >= 8 && value.includes(sessionId)))
    )
  }

  return nodeOf(document, { name: '', path: '', depth: 0, isSecret: false })
}

function placeIn(parent: Place, name: string): Place {
  return {
    name,
    path: parent.path === '' ? name : `${parent.path}.${name}`,
    depth: parent.depth + 1,
    isSecret: parent.isSecret || isSecretName(name)
  }
}

/** Nothing to hide in "there is none" and in yes or no. */
const isHarmless = (value: unknown) =>
  value === null || value === undefined || typeof value === 'boolean' || value === ''

function jsonOf(value: unknown): Inside | null {
  if (typeof value !== 'string' || value.length > MAX_JSON_LENGTH) return null
  const parsed = parseJson(value)
  if (typeof parsed !== 'object' || parsed === null) return null
  return { value: parsed, type: 'string', text: `JSON text, ${value.length} characters` }
}

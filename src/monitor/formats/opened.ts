import { fieldOf, isRecord, parseJson } from '../bson'
import { payloadOf } from './payload'
import type { ReadPayload } from './payload-kind'
import type { Unseal } from './sealed'

/** Reads payloads, opening those that are sealed. What this secret does not open stays closed, and says so. */
export function createReadPayload(unseal: Unseal): ReadPayload {
  return value => {
    const payload = payloadOf(value)
    if (payload.kind === 'fields' || payload.reason !== 'encrypted') return payload
    const text = unseal(value)
    if (text === null) return { kind: 'unreadable', reason: 'encrypted, not opened' }
    return payloadOf(insideOf(text))
  }
}

/** What was sealed is JSON text of the payload, of its JSON text, or, from kruptein 3.4 on, of `{type, value}` around that. */
function insideOf(text: string): unknown {
  const parsed = parseJson(text)
  if (typeof parsed === 'string') return parsed
  const isWrapped = isRecord(parsed) && typeof fieldOf(parsed, 'type') === 'string'
  return isWrapped && Object.hasOwn(parsed, 'value') ? fieldOf(parsed, 'value') : text
}

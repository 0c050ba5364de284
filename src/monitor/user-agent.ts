import { type Fields, isRecord } from './bson'

/** Names under which apps keep what a browser calls itself, without case, dashes and underscores. */
const names: ReadonlySet<string> = new Set(['useragent', 'ua', 'browser'])
/** A longer text is no browser's. */
const LONGEST = 2000

const nameOf = (field: string) => field.toLowerCase().replace(/[-_]/g, '')

function textIn(fields: Fields): string | null {
  for (const [name, value] of Object.entries(fields)) {
    const isOne = typeof value === 'string' && value !== '' && value.length <= LONGEST
    if (isOne && names.has(nameOf(name))) return value
  }
  return null
}

/** What the browser calls itself, where a payload keeps that at its top or one step below (`device.userAgent`); else null. */
export function userAgentIn(payload: Fields): string | null {
  const text = textIn(payload)
  if (text !== null) return text
  for (const value of Object.values(payload)) {
    const inside = isRecord(value) ? textIn(value) : null
    if (inside !== null) return inside
  }
  return null
}

/** The same for all versions of one browser on one system: an update over night is no other browser. */
export function browserOf(userAgent: string): string {
  return userAgent.replace(/\d+([._]\d+)*/g, '')
}

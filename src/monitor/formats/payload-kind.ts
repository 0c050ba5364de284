import type { Fields } from '../bson'

/** How a payload that can be read is written down. */
export type Encoding =
  | 'JSON text'
  | 'BSON object'
  | 'JSON bytes'
  | 'MessagePack'
  | 'PHP serialised'
  | 'Ruby Marshal'

/** A payload as far as it can be understood; `reason` is what the row of an unreadable session says. */
export type Payload =
  | { readonly kind: 'fields'; readonly fields: Fields; readonly encoding: Encoding }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** Makes a payload of what lies in a payload's field. Never throws. */
export type ReadPayload = (value: unknown) => Payload

/** A payload that says only why it cannot be read. */
export const unreadable = (reason: string): Payload => ({ kind: 'unreadable', reason })

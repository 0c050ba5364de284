import type { EpochMs, SessionKey } from './session'

/** BSON types as the server names them in `$type`, plus `undefined`-free leaves. */
export type BsonType =
  | 'object'
  | 'array'
  | 'string'
  | 'int'
  | 'long'
  | 'double'
  | 'decimal'
  | 'bool'
  | 'date'
  | 'null'
  | 'objectId'
  | 'uuid'
  | 'binData'
  | 'regex'
  | 'timestamp'
  | 'minKey'
  | 'maxKey'
  | 'javascript'
  | 'symbol'
  | 'dbPointer'
  | 'undefined'

/**
 * One value of a document, ready to draw: a typed tree that crosses processes as plain data.
 * `text` is the value as a person reads it, cut after 2,000 characters; objects and arrays have `children` instead.
 */
export interface BsonNode {
  /** Key in the parent object or index in the parent array; the root's is empty. */
  readonly name: string
  /** Dotted path from the document's root. */
  readonly path: string
  readonly type: BsonType
  readonly text: string
  /** A credential or a value whose name says secret: `text` is dots until revealed. */
  readonly isMasked: boolean
  /** Null for a leaf. `isCut` says that there is more than is sent. */
  readonly children: readonly BsonNode[] | null
  readonly isCut: boolean
}

/** One session in full, read from the server when asked for. */
export interface SessionDetail {
  readonly key: SessionKey
  readonly readAt: EpochMs
  readonly sizeBytes: number
  /** The whole document, ids and secrets masked. */
  readonly document: BsonNode
  /** Where the document holds several sessions, the dotted path of this one; else null. */
  readonly partPath: string | null
  /** "JSON text" or "BSON object": how the payload is stored; null when it could not be read. */
  readonly payloadEncoding: string | null
  /** Dotted path of the payload in the document; null: the document itself is the payload. */
  readonly payloadPath: string | null
  /** The cookie part as the payload has it; null when there is none. */
  readonly cookie:
    | readonly { readonly name: string; readonly text: string; readonly isWarning: boolean }[]
    | null
  /** The cookie's own expiry inside the payload: it goes stale, the document decides. */
  readonly cookieExpiresAt: EpochMs | null
}

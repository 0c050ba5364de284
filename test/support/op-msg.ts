import { deserialize, serialize } from 'bson'

/** One request, as far as a test wants to know it. */
export interface WireCommand {
  readonly requestId: number
  /** First key of the body: `find`, `getMore`, `hello`. */
  readonly name: string
  readonly body: Readonly<Record<string, unknown>>
}

/** What a server answers instead of doing what it was asked. */
export interface WireError {
  readonly code: number
  readonly codeName: string
  readonly errmsg?: string
  readonly errorLabels?: readonly string[]
}

const HEADER_BYTES = 16
const OP_MSG = 2013
/** The driver's first hello on a socket still goes this way: the server may be an old one. */
const OP_QUERY = 2004

/** Cuts a byte stream into MongoDB wire messages: `push` gives those that are whole now. */
export function createMessageCutter(): { push(chunk: Buffer): readonly Buffer[] } {
  let rest: Buffer = Buffer.alloc(0)
  return {
    push(chunk) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      const messages: Buffer[] = []
      while (rest.length >= HEADER_BYTES && rest.length >= rest.readInt32LE(0)) {
        const length = rest.readInt32LE(0)
        messages.push(rest.subarray(0, length))
        rest = rest.subarray(length)
      }
      return messages
    }
  }
}

/** Reads a request; null for what is neither an OP_QUERY nor an OP_MSG with its body first. */
export function readCommand(message: Buffer): WireCommand | null {
  const requestId = message.readInt32LE(4)
  const body = bodyOf(message)
  return body === null ? null : { requestId, name: Object.keys(body)[0] ?? '', body }
}

function bodyOf(message: Buffer): WireCommand['body'] | null {
  const opCode = message.readInt32LE(12)
  if (opCode === OP_QUERY) {
    // Flags, the namespace up to its zero byte, skip and count.
    const from = message.indexOf(0, HEADER_BYTES + 4) + 1 + 8
    return deserialize(documentAt(message, from))
  }
  const isPlain = opCode === OP_MSG && message[HEADER_BYTES + 4] === 0
  return isPlain ? deserialize(documentAt(message, HEADER_BYTES + 5)) : null
}

const documentAt = (message: Buffer, from: number) => message.subarray(from, from + message.readInt32LE(from))

/** A whole reply to request `requestId` that says `ok: 0`. */
export function errorReply(requestId: number, error: WireError): Buffer {
  return documentReply(requestId, { ok: 0, errmsg: error.codeName, ...error })
}

/** A whole reply to request `requestId`; bytes are taken for BSON as they are. */
export function documentReply(requestId: number, document: object): Buffer {
  const body = Buffer.isBuffer(document) ? document : Buffer.from(serialize(document))
  const message = Buffer.alloc(HEADER_BYTES + 5 + body.length)
  message.writeInt32LE(message.length, 0)
  message.writeInt32LE(0, 4)
  message.writeInt32LE(requestId, 8)
  message.writeInt32LE(OP_MSG, 12)
  body.copy(message, HEADER_BYTES + 5)
  return message
}

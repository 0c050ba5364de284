import { connect } from 'node:net'
import { deserialize, serialize } from 'bson'

const OP_MSG = 2013

/**
 * Inserts one document as the bytes it is: a driver would write its own. Resolves with the reason where the server does
 * not take it, else with null.
 */
export function insertRaw(
  port: number,
  ns: { readonly db: string; readonly collection: string },
  raw: Buffer
): Promise<string | null> {
  const body = Buffer.from(serialize({ insert: ns.collection, $db: ns.db }))
  const name = Buffer.from('documents\0')
  const size = Buffer.alloc(4)
  size.writeInt32LE(4 + name.length + raw.length)
  const message = Buffer.concat([Buffer.alloc(20), Buffer.of(0), body, Buffer.of(1), size, name, raw])
  message.writeInt32LE(message.length, 0)
  message.writeInt32LE(1, 4)
  message.writeInt32LE(OP_MSG, 12)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port })
    let answer: Buffer = Buffer.alloc(0)
    socket.on('connect', () => socket.write(message))
    socket.on('error', reject)
    socket.on('close', () => resolve('the server hung up'))
    socket.on('data', chunk => {
      answer = Buffer.concat([answer, chunk])
      if (answer.length < 4 || answer.length < answer.readInt32LE(0)) return
      socket.removeAllListeners('close').destroy()
      resolve(refusalOf(deserialize(answer.subarray(21))))
    })
  })
}

function refusalOf(answer: Record<string, unknown>): string | null {
  const errors = answer.writeErrors as readonly { readonly errmsg: string }[] | undefined
  if (answer.ok !== 1) return String(answer.errmsg)
  return errors?.[0]?.errmsg ?? null
}

import { connect, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { serialize } from 'bson'
import { programOf } from './programs'

/** Longest that somebody is waited for, ms: the person is waiting for the sentence. */
const WAIT_MS = 800

/** Where to knock. */
export interface Door {
  readonly host: string
  readonly port: number
  readonly lookup?: LookupFunction | undefined
}

/** What the other end turned out to be: another program by name, or a MongoDB that wants TLS, or has none. */
export type Answerer =
  | { readonly kind: 'program'; readonly name: string }
  | { readonly kind: 'tls' | 'plain' }

/** Web servers refuse it, Redis answers it, and MongoDB hangs up. */
const ANYBODY = Buffer.from('PING\r\n\r\n')

/** `hello` as the driver would send it, without anything of ours in it. */
function helloMessage(): Buffer {
  const body = Buffer.from(serialize({ hello: 1, $db: 'admin' }))
  const message = Buffer.alloc(21 + body.length)
  message.writeInt32LE(message.length, 0)
  message.writeInt32LE(1, 4)
  message.writeInt32LE(2013, 12)
  body.copy(message, 21)
  return message
}

/** Finds out who is at an address where the driver got no answer that it understands; null when that stays unknown. */
export async function whoAnswers(door: Door, isTls: boolean): Promise<Answerer | null> {
  const [said, other] = await Promise.all([
    firstWords(door, ANYBODY),
    isTls ? firstWords(door, helloMessage()) : speaksTls(door)
  ])
  const name = said === null ? null : programOf(said)
  if (name !== null) return { kind: 'program', name }
  if (other === true) return { kind: 'tls' }
  // A reply to our first request is to be seen in the header: its number stands there again.
  if (Buffer.isBuffer(other) && other.length >= 16 && other.readInt32LE(8) === 1) return { kind: 'plain' }
  return null
}

const options = ({ host, port, lookup }: Door) => ({ host, port, ...(lookup ? { lookup } : {}) })

/** What is said there after `words`; null when nothing is. Never rejects. */
function firstWords(door: Door, words: Buffer): Promise<Buffer | null> {
  const socket = connect(options(door))
  return ended(socket, done => {
    socket.once('connect', () => socket.write(words))
    socket.once('data', done)
  })
}

/** Whether a handshake comes to its end; whose certificate it is does not matter, as nothing is said after it. */
async function speaksTls(door: Door): Promise<boolean> {
  const socket = connectTls({ ...options(door), rejectUnauthorized: false })
  return (await ended<true>(socket, done => socket.once('secureConnect', () => done(true)))) === true
}

function ended<T>(socket: Socket, listen: (done: (value: T) => void) => void): Promise<T | null> {
  return new Promise(resolve => {
    const finish = (value: T | null) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(value)
    }
    const timer = setTimeout(() => finish(null), WAIT_MS)
    socket.once('error', () => finish(null))
    socket.once('close', () => finish(null))
    listen(finish)
  })
}

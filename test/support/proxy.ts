import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createMessageCutter, errorReply, readCommand, type WireCommand, type WireError } from './op-msg'

/** Which commands get an error in the server's place, and how often. */
export interface ErrorRule extends WireError {
  /** Names of commands; the driver's own `hello` is never meant unless named. */
  readonly commands: readonly string[]
  /** How many times; without it, until `pass`. */
  readonly times?: number
}

/** A way to the server that can be made to fail as networks and servers do. One fault at a time, until `pass`. */
export interface TestProxy {
  /** `mongodb://127.0.0.1:<port>/?directConnection=true`: a set's hello would send the driver around the proxy. */
  readonly uri: string
  /** Sockets of clients that are open now. */
  readonly sockets: number
  /** Every command that has come through, whoever answered it. */
  readonly commands: WireCommand[]
  /** How often the error of the last `answer` was given. */
  readonly answered: number
  /** Everything goes through again, unharmed. What a stall held back stays lost, as its socket does. */
  pass(): void
  /** Closes every socket; new ones may come at once. */
  cut(): void
  /** Closes every socket, and each new one too. */
  refuse(): void
  /** Each open socket gets `bytes` more bytes of replies, then nothing more; new ones get nothing at all. */
  stallAfter(bytes: number): void
  /** Each piece of a reply arrives this much later. */
  delay(ms: number): void
  answer(rule: ErrorRule): void
  close(): Promise<void>
}

type Fault =
  | { readonly kind: 'none' }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'stall'; readonly bytes: number }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'answer'; readonly rule: ErrorRule; left: number }

/** One client's way through. */
interface Way {
  readonly client: Socket
  /** Bytes of replies that may still go through. */
  left: number
}

/** Starts it on a free port in front of `port`, both on 127.0.0.1. */
export async function startProxy(port: number): Promise<TestProxy> {
  let fault: Fault = { kind: 'none' }
  let answered = 0
  const ways = new Set<Way>()
  const commands: WireCommand[] = []
  const timers = new Set<NodeJS.Timeout>()

  function errorFor(command: WireCommand): WireError | null {
    if (fault.kind !== 'answer' || fault.left === 0 || !fault.rule.commands.includes(command.name))
      return null
    fault.left -= 1
    answered += 1
    const { commands: _, times: __, ...error } = fault.rule
    return error
  }

  function deliver(way: Way, bytes: Buffer): void {
    const part = bytes.subarray(0, Math.max(0, way.left))
    way.left -= part.length
    if (part.length > 0 && !way.client.destroyed) way.client.write(part)
  }

  function reply(way: Way, bytes: Buffer): void {
    if (fault.kind !== 'delay') {
      deliver(way, bytes)
      return
    }
    const timer = setTimeout(() => {
      timers.delete(timer)
      deliver(way, bytes)
    }, fault.ms)
    timers.add(timer)
  }

  const server = createServer({ noDelay: true }, client => {
    if (fault.kind === 'refuse') return void client.destroy()
    const way: Way = { client, left: fault.kind === 'stall' ? 0 : Number.POSITIVE_INFINITY }
    ways.add(way)
    const upstream = connect({ host: '127.0.0.1', port, noDelay: true })
    const cutter = createMessageCutter()
    client.on('data', chunk => {
      for (const message of cutter.push(chunk)) {
        const command = readCommand(message)
        if (command !== null) commands.push(command)
        const error = command === null ? null : errorFor(command)
        if (command !== null && error !== null) reply(way, errorReply(command.requestId, error))
        else upstream.write(message)
      }
    })
    upstream.on('data', chunk => reply(way, chunk))
    const over = () => {
      ways.delete(way)
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) socket.on('error', over).on('close', over)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))

  function cut(): void {
    for (const { client } of ways) client.destroy()
  }

  return {
    uri: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/?directConnection=true`,
    get sockets() {
      return ways.size
    },
    commands,
    get answered() {
      return answered
    },
    pass() {
      const wasStalled = fault.kind === 'stall'
      fault = { kind: 'none' }
      if (wasStalled) cut()
    },
    cut,
    refuse() {
      fault = { kind: 'refuse' }
      cut()
    },
    stallAfter(bytes) {
      fault = { kind: 'stall', bytes }
      for (const way of ways) way.left = bytes
    },
    delay(ms) {
      fault = { kind: 'delay', ms }
    },
    answer(rule) {
      answered = 0
      fault = { kind: 'answer', rule, left: rule.times ?? Number.POSITIVE_INFINITY }
    },
    async close() {
      for (const timer of timers) clearTimeout(timer)
      cut()
      if (server.listening) await new Promise(done => server.close(done))
    }
  }
}

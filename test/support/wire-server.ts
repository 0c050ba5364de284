import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createMessageCutter, documentReply, readCommand } from './op-msg'

/** What a small server says: to `hello` and whatever the driver's first question is, and to any other command. */
export interface WireAnswers {
  readonly hello: Readonly<Record<string, unknown>>
  /** By the command's name, also as raw BSON; `{ ok: 1 }` for what is not there. */
  readonly commands?: Readonly<Record<string, Readonly<Record<string, unknown>> | Buffer>>
}

/** A server that speaks MongoDB's protocol and says what a test wants of servers that cannot be had. */
export interface WireServer {
  readonly port: number
  stop(): Promise<void>
}

const greetings = new Set(['hello', 'ismaster', 'isMaster'])

/** What a hello says whoever says it; versions as of MongoDB 7. */
const plainHello = {
  ok: 1,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  minWireVersion: 0,
  maxWireVersion: 21,
  logicalSessionTimeoutMinutes: 30,
  readOnly: false
}

/** Starts it on a free port of 127.0.0.1. `answers` may be told the port: members of a set name themselves. */
export async function startWireServer(answers: (port: number) => WireAnswers): Promise<WireServer> {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    const cutter = createMessageCutter()
    socket.on('data', chunk => {
      for (const message of cutter.push(chunk)) {
        const command = readCommand(message)
        if (command === null) continue
        const { hello, commands = {} } = answers(port)
        const reply = greetings.has(command.name)
          ? { ...plainHello, localTime: new Date(), ...hello }
          : (commands[command.name] ?? { ok: 1 })
        socket.write(documentReply(command.requestId, reply))
      }
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    port,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise(done => server.close(done))
    }
  }
}

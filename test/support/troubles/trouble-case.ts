import type { Server } from 'node:net'
import { type ConnectAsk, connect } from '../../../src/monitor/connection'
import type { Fault, FaultCode, Mend } from '../../../src/shared/fault'
import { faultIn } from '../fault-in'

/** Passwords of the cases begin with it. */
export const CANARY = 'c4n4ry-s3cret'

/** One kind of trouble: how it is made, for real, and what is to be told of it. */
export interface TroubleCase {
  readonly what: string
  readonly make: () => Promise<Fault>
  readonly says: RegExp
  readonly hint: RegExp
  readonly code?: FaultCode
  readonly mend?: Mend['options']
}

/** Options for servers that never get better. */
export const SOON = 'serverSelectionTimeoutMS=1200&connectTimeoutMS=900'

/** The fault of a connection attempt. */
export const connecting = (uri: string, more: Partial<ConnectAsk> = {}): Promise<Fault> =>
  faultIn(connect({ uri, isReadOnly: true, ...more }), [CANARY, encodeURIComponent(CANARY)])

/** Connects to a server that is there for this once. */
export async function at(
  starting: Promise<{ readonly port: number; stop(): Promise<void> }>,
  options = '',
  more: Partial<ConnectAsk> = {}
): Promise<Fault> {
  const server = await starting
  try {
    return await connecting(`mongodb://127.0.0.1:${server.port}/?${SOON}&${options}`, more)
  } finally {
    await server.stop()
  }
}

/** Leads every name to this computer. */
export const leadHere: NonNullable<ConnectAsk['lookup']> = (_name, options, done) =>
  options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)

/** A server of Node's on a free port. */
export async function listening(server: Server): Promise<{ readonly port: number; stop(): Promise<void> }> {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    stop: () => new Promise(done => server.close(() => done()))
  }
}

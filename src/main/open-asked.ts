import { type Fault, FaultError, internalFault } from '../shared/fault'
import type { Arguments } from './arguments'
import type { Log } from './log'
import type { ConnectAsk } from './workspace'

/** What opens what the command line names. */
export interface Opener {
  readonly connect: (ask: ConnectAsk) => Promise<unknown>
  readonly startDemo: () => Promise<unknown>
  readonly log: Log
}

/** Answers with why it failed, to be told in the window as if it had been typed there. */
export async function openAsked(args: Arguments, { connect, startDemo, log }: Opener): Promise<Fault | null> {
  try {
    if (args.uri !== null)
      await connect({
        uri: args.uri,
        ns: args.ns,
        isReadOnly: true,
        isDemo: false,
        insteadOf: null
      })
    else if (args.isDemo) await startDemo()
    return null
  } catch (error) {
    if (error instanceof FaultError) return error.fault
    log.error('Opening what the command line names', error)
    return internalFault
  }
}

/** What a later start adds to how this one goes on: what it does not say stays. */
export function withLater(now: Arguments, later: Arguments): Arguments {
  return {
    ...later,
    isReadOnly: now.isReadOnly || later.isReadOnly,
    mirrorAtMost: later.mirrorAtMost ?? now.mirrorAtMost
  }
}

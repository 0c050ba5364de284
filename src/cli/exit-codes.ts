import { assertNever, type Fault } from '../shared/fault'

/** What a script can tell from the end of a command. */
export const exitCodes = { ok: 0, findings: 1, usage: 2, noConnection: 3 } as const

/** The exit code of a failure: what was asked is wrong, or the server cannot be used. */
export function exitCodeOf(fault: Fault): number {
  switch (fault.code) {
    case 'bad-uri':
    case 'bad-request':
    case 'no-collection':
    case 'not-a-store':
      return exitCodes.usage
    case 'unreachable':
    case 'wrong-password':
    case 'no-rights':
    case 'not-connected':
    case 'lost':
    case 'gone':
    case 'read-only':
    case 'demo-failed':
    case 'cancelled':
    case 'internal':
      return exitCodes.noConnection
    default:
      return assertNever(fault.code)
  }
}

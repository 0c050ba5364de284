import { FaultError, fault } from '../shared/fault'

/** What a request for a store is answered with while none is open. */
export function notConnected(): FaultError {
  return new FaultError(
    fault('not-connected', 'No store is open.', 'Connect to a server and pick a collection.')
  )
}

/** What an act is answered with on a connection that only reads. */
export function readOnly(): FaultError {
  return new FaultError(
    fault(
      'read-only',
      'This connection is read-only.',
      'Allow signing out for it first, by the lock in the header.'
    )
  )
}

/** The same, where the app was started so. */
export function readOnlyForGood(): FaultError {
  return new FaultError(
    fault('read-only', 'Sextant was started with --read-only.', 'Start it without, to sign anybody out.')
  )
}

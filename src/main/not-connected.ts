import { FaultError, fault } from '../shared/fault'

/** What a request for a store is answered with while none is open. */
export function notConnected(): FaultError {
  return new FaultError(
    fault('not-connected', 'No store is open.', 'Connect to a server and pick a collection.')
  )
}

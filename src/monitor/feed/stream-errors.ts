import { MongoDriverError } from 'mongodb'
import { serverCodeOf } from '../server-code'

/** Server error codes by which change streams are refused: not a set, no right, a view, not known, not offered. */
const refusals: ReadonlyMap<number, string> = new Map([
  [40_573, 'no replica set'],
  [13, 'change streams not allowed for this login'],
  [8000, 'change streams not allowed for this login'],
  [166, 'a view'],
  [167, 'a view'],
  [59, 'no change streams on this server'],
  [40_324, 'no change streams on this server'],
  [303, 'no change streams on this server'],
  [115, 'no change streams on this server']
])

/** Why change streams are refused here; null for any other failure. */
export function refusalOf(error: unknown): string | null {
  const code = serverCodeOf(error)
  return typeof code === 'number' ? (refusals.get(code) ?? null) : null
}

/**
 * 286 ChangeStreamHistoryLost, 280 ChangeStreamFatalError, 260 InvalidResumeToken, 10334 an event over 16 MB,
 * 222 CloseChangeStream, 136 CappedPositionLost.
 */
const startOver = new Set<unknown>([286, 280, 260, 10_334, 222, 136])

/** History lost, or the cursor ended by the server: nothing is wrong with the connection. */
export function isToBeginAgain(error: unknown): boolean {
  // What the driver calls a closed stream without our having closed it is a cursor that the server gave up.
  return (
    startOver.has(serverCodeOf(error)) ||
    (error instanceof MongoDriverError && /ChangeStream is closed/.test(error.message))
  )
}

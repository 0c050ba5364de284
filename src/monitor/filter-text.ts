import { FaultError, fault } from '../shared/fault'
import { parseFilter } from '../shared/filter/parse'
import type { FilterTree } from '../shared/filter/tree'

/** A filter text as a tree. Throws a `FaultError` with the sentence that says what is wrong with it, and where. */
export function filterTreeOf(text: string): FilterTree {
  const parsed = parseFilter(text)
  if (parsed.ok) return parsed.tree
  const { at, message } = parsed.error
  throw new FaultError(fault('bad-request', message, `It is at character ${at + 1} of the filter.`))
}

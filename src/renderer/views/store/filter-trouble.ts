import type { Fault } from '../../../shared/fault'
import { parseFilter } from '../../../shared/filter/parse'

/** What to say of a filter text: that it cannot be understood, or why the store cannot answer it. Null: nothing. */
export function filterTrouble(text: string, refusal: Fault | null): string | null {
  const parsed = parseFilter(text)
  return parsed.ok ? (refusal?.message ?? null) : parsed.error.message
}

import type { ExportState } from '../../shared/domain/rows'
import { assertNever } from '../../shared/fault'
import { countOf, formatCount } from '../../shared/words/numbers'
import { faultText } from './fault-text'

/** How far an export is, as a sentence; null before there is one. */
export function exportText(state: ExportState): string | null {
  switch (state.kind) {
    case 'idle':
      return null
    case 'running':
      return state.expected === null
        ? `${countOf(state.done, 'session')} written to ${state.file} so far`
        : `${formatCount(state.done)} of ${countOf(state.expected, 'session')} written to ${state.file}`
    case 'done':
      return `${countOf(state.done, 'session')} written to ${state.file}.`
    case 'cancelled':
      return `Cancelled: nothing was kept in ${state.file}.`
    case 'failed':
      return faultText(state.fault)
    default:
      return assertNever(state)
  }
}

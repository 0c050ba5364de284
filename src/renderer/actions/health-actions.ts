import { allFindings, severities } from '../../shared/domain/finding'
import { reportText } from '../../shared/words/health-words'
import type { Stores } from '../state/stores'
import type { HealthFacet } from '../state/ui-store'
import type { Action } from './action'

const facets: readonly HealthFacet[] = ['all', ...severities]

/** Checking the store anew. */
export function checkAction({ ui, health }: Stores): Action {
  return {
    id: 'check-health',
    label: 'Check the store’s health again',
    short: 'Check again',
    isOff: health.getState().health?.isChecking === true,
    run: () => {
      ui.setState({ tab: 'health' })
      void health.check()
    }
  }
}

/** All that was found, as text. */
export function copyReportAction({ health, commands }: Stores): Action {
  const now = health.getState().health
  const report = now?.report ?? null
  return {
    id: 'copy-health',
    label: 'Copy the report on the store’s health',
    short: 'Copy report',
    isOff: report === null,
    run: () => {
      if (now !== null && report !== null) void commands.copy(reportText(report, allFindings(now)))
    }
  }
}

/** What can be done about the health of the store. */
export function healthActions(stores: Stores): readonly Action[] {
  const { ui } = stores
  return [
    checkAction(stores),
    copyReportAction(stores),
    ...facets.map(facet => ({
      id: `findings ${facet}`,
      label: `Findings: ${facet}`,
      isOn: ui.getState().healthFacet === facet,
      run: () => ui.setState({ tab: 'health', healthFacet: facet })
    }))
  ]
}

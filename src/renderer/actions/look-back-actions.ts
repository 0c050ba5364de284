import type { JournalFacts } from '../../shared/domain/journal'
import type { OverviewSpan } from '../../shared/domain/overview'
import type { Stores } from '../state/stores'
import type { Action } from './action'

function openBar({ ui }: Stores, isJournalGoing = false): void {
  ui.setState({ isPastOpen: true, isJournalGoing })
}

/** The journal, and the past that it shows. `journal` is null where nothing is known of it. */
export function journalActions(stores: Stores, journal: JournalFacts | null): readonly Action[] {
  const { app, ui, bridge } = stores
  const hasPast = app.getState().facts?.pause?.past !== undefined
  const isKept = journal?.isKept === true

  async function keep(): Promise<void> {
    const outcome = await bridge.ask('journal:keep', { isKept: !isKept })
    if (!outcome.ok) app.setState({ notice: outcome.fault })
    else openBar(stores)
  }

  async function backToNow(): Promise<void> {
    const outcome = await bridge.ask('past:show', { at: null })
    if (outcome.ok) app.patch({ pause: outcome.value })
    else app.setState({ notice: outcome.fault })
  }

  return [
    { id: 'past', label: 'Look back', run: () => openBar(stores) },
    {
      id: 'keep-journal',
      label: isKept ? 'Stop keeping the journal' : 'Keep a journal of this store',
      run: () => void keep()
    },
    {
      id: 'delete-journal',
      label: 'Delete the journal…',
      isOff: journal === null || journal.span === null,
      run: () => openBar(stores, true)
    },
    { id: 'now', label: 'Back to now', isOff: !hasPast, run: () => void backToNow() },
    {
      id: 'close-past',
      label: 'Close looking back',
      isOff: !ui.getState().isPastOpen,
      run: () => {
        if (hasPast) void backToNow()
        ui.setState({ isPastOpen: false })
      }
    }
  ]
}

const spans: readonly (readonly [OverviewSpan, string])[] = [
  ['5m', 'of the last 5 min'],
  ['1h', 'of the last hour'],
  ['all', 'since connected']
]

/** How far the charts reach, and the countdown of those who are active. */
export function overviewActions({ ui, overview }: Stores): readonly Action[] {
  const { view } = overview.getState()
  const isDraining = view?.survey?.drain != null
  return [
    ...spans.map(([span, word]) => ({
      id: `span ${span}`,
      label: `Overview ${word}`,
      isOn: ui.getState().overviewSpan === span,
      run: () => ui.setState({ tab: 'overview', overviewSpan: span })
    })),
    {
      id: 'drain',
      label: isDraining ? 'Stop counting down those who are active' : 'Count down those who are active',
      isOff: view !== null && !view.isHeld,
      run: () => {
        ui.setState({ tab: 'overview' })
        void overview.drain(!isDraining)
      }
    }
  ]
}

import type { TabFacts } from '../../shared/domain/desk'
import { assertNever } from '../../shared/fault'
import type { FeedChip } from './feed-text'
import { countOf } from './numbers'

/** What a tab is called: its store, else its server. */
export function tabName({ ns, label, isDemo }: TabFacts): string {
  return ns ?? (isDemo ? 'Demo' : label) ?? 'New connection'
}

/** On which server its store is; null where the name says it, or where there is none. */
export function tabServer({ ns, label, isDemo }: TabFacts): string | null {
  if (ns === null) return null
  return isDemo ? 'Demo' : label
}

/** The shape that says how it is read. */
export function tabSign({ feed, isPaused, ns }: TabFacts): FeedChip['sign'] {
  if (ns === null) return 'off'
  switch (feed) {
    case 'lost':
    case 'failed':
      return 'lost'
    case 'connecting':
    case 'reading':
      return 'busy'
    case 'idle':
      return 'off'
    case 'live':
    case 'counted':
      return isPaused ? 'paused' : 'live'
    case 'polling':
      return isPaused ? 'paused' : 'polling'
    default:
      return assertNever(feed)
  }
}

const words: Partial<Record<FeedChip['sign'], string>> = { lost: 'not connected', paused: 'paused' }

/** All that the tab shows, in words. */
export function tabSentence(tab: TabFacts): string {
  const { signedIn, cameBack } = tab
  return [
    tabName(tab),
    tabServer(tab),
    signedIn === null ? null : `${countOf(signedIn, 'session')} signed in`,
    words[tabSign(tab)],
    cameBack === 0 ? null : `${cameBack} came back`
  ]
    .filter(part => part != null)
    .join(', ')
}

/** What the window is called while this tab is shown. */
export function windowTitle(tab: TabFacts | null): string {
  if (tab === null || tab.label === null) return 'Sextant'
  return [tabName(tab), tabServer(tab), 'Sextant'].filter(part => part !== null).join(' · ')
}

import { isFollowing } from '../../shared/domain/store'
import { countOf } from '../../shared/words/numbers'
import type { FeedChoice } from '../state/app-store'
import type { Stores } from '../state/stores'
import type { Action } from './action'

const choices: readonly (readonly [FeedChoice, string])[] = [
  ['auto', 'Automatic'],
  ['watch', 'Change stream'],
  ['delta', 'Delta poll'],
  ['full', 'Full read']
]

const bounds: readonly number[] = [10_000, 100_000, 1_000_000, 5_000_000]
/** The usual ones, and the one in force, which may come from elsewhere. */
const boundsWith = (bound: number) => [...new Set([...bounds, bound])].sort((a, b) => a - b)

/** How changes are learnt. */
export function feedChoiceActions({ app, commands }: Stores): readonly Action[] {
  const choice = app.getState().facts?.store?.ask.mode ?? 'auto'
  return choices.map(([value, short]) => ({
    id: `feed ${value}`,
    label: `How changes are learnt: ${short.toLowerCase()}`,
    short,
    isOn: value === choice,
    run: () => void commands.setFeedChoice(value)
  }))
}

/** From which size on stores are left to the database. */
export function boundActions({ app, commands }: Stores): readonly Action[] {
  const bound = app.getState().facts?.store?.ask.mirrorAtMost ?? 0
  return boundsWith(bound).map(sessions => ({
    id: `bound ${sessions}`,
    label: `Left to the database: stores of more than ${countOf(sessions, 'session')}`,
    short: countOf(sessions, 'session'),
    isOn: sessions === bound,
    run: () => void commands.setBound(sessions)
  }))
}

/** Holding the picture, trying again, giving up. */
export function flowActions({ app, view, commands }: Stores): readonly Action[] {
  const { facts } = app.getState()
  const kind = facts?.feed.kind
  const isLost = kind === 'lost' || kind === 'failed'
  return [
    {
      id: 'pause',
      label: facts?.pause == null ? 'Pause' : 'Resume',
      isOff: isLost || (facts?.pause == null && facts !== null && !isFollowing(facts.feed)),
      run: () => void commands.togglePause()
    },
    { id: 'try-now', label: 'Try now', isOff: !isLost, run: () => void commands.tryNow() },
    {
      id: 'cancel-reading',
      label: 'Cancel reading',
      isOff: kind !== 'reading',
      run: () => void commands.closeStore()
    },
    {
      id: 'cancel-search',
      label: 'Cancel looking into payloads',
      isOff: view.getState().view?.reading?.trouble !== null,
      run: () => void commands.cancelSearch()
    }
  ]
}

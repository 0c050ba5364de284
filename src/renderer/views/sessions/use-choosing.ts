import { useRef } from 'react'
import type { SessionKey } from '../../../shared/domain/session'
import { fault } from '../../../shared/fault'
import { MOST_CHOSEN } from '../../../shared/rows/most-chosen'
import { formatCount } from '../../../shared/words/numbers'
import { rangeStart, toggled } from '../../state/chosen'
import { useStores } from '../../state/context'
import type { SessionsRolling } from './use-sessions'

/** How several rows are selected. */
export interface Choosing {
  /** Selects from where the range began to row `index`, and nothing else. `current` had the focus before. */
  readonly extend: (index: number, current: SessionKey | null) => Promise<void>
  readonly toggle: (key: SessionKey) => void
  readonly all: () => void
  /** Index of a session in the list; null if the filter hides it. */
  readonly indexOf: (key: SessionKey | null) => Promise<number | null>
}

const tooMany = fault(
  'bad-request',
  `A range holds ${formatCount(MOST_CHOSEN)} sessions at most.`,
  'Select all that match, or narrow them by the filter.'
)

/** Selects rows beside the one with the focus. Rows that are not held here are asked for by index. */
export function useChoosing({ view }: Pick<SessionsRolling, 'view'>): Choosing {
  const { ui, app, bridge } = useStores()
  /** Of several ranges on their way, the last one wins. */
  const latest = useRef(0)

  async function indexOf(key: SessionKey | null): Promise<number | null> {
    if (key === null) return null
    const held = view?.rows.findIndex(row => row.key === key) ?? -1
    if (view !== null && held >= 0) return view.start + held
    const outcome = await bridge.ask('view:find', { key })
    return outcome.ok ? outcome.value : null
  }

  async function keysFrom(start: number, count: number): Promise<readonly SessionKey[]> {
    if (view !== null && start >= view.start && start + count <= view.start + view.rows.length)
      return view.rows.slice(start - view.start, start - view.start + count).map(row => row.key)
    const outcome = await bridge.ask('view:range', { start, count })
    if (!outcome.ok) app.setState({ notice: outcome.fault })
    return outcome.ok ? outcome.value : []
  }

  return {
    indexOf,
    async extend(index, current) {
      latest.current += 1
      const mine = latest.current
      const from = rangeStart(ui.getState().chosen, current)
      const began = (await indexOf(from)) ?? index
      const start = Math.min(began, index)
      const count = Math.abs(began - index) + 1
      if (count > MOST_CHOSEN) app.setState({ notice: tooMany })
      const first = index >= began ? start : Math.max(start, began + 1 - MOST_CHOSEN)
      const keys = await keysFrom(first, Math.min(count, MOST_CHOSEN))
      const beginning = from ?? keys[0]
      if (mine !== latest.current || beginning === undefined || keys.length === 0) return
      ui.setState({ chosen: { kind: 'some', keys: new Set(keys), from: beginning } })
    },
    toggle(key) {
      latest.current += 1
      ui.setState(({ chosen, selectedKey }) => ({ chosen: toggled(chosen, selectedKey, key) }))
    },
    all() {
      latest.current += 1
      if ((view?.matching ?? 0) > 0) ui.setState({ chosen: { kind: 'all' } })
    }
  }
}

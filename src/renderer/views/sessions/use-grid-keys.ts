import type { KeyboardEvent, MouseEvent } from 'react'
import type { SessionKey } from '../../../shared/domain/session'
import type { SessionRow } from '../../../shared/domain/view'
import { formatClockTime } from '../../format/clock-time'
import { stateWord, whoOf } from '../../format/names'
import { MOST_ROWS } from '../../parts/rolling'
import { isStep, stepOf } from '../../parts/steps'
import { useSelect } from '../../parts/use-select'
import { useStores } from '../../state/context'
import type { SessionsRolling } from './use-sessions'

/** What the grid does with keys and clicks. */
export interface GridKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onClick: (event: MouseEvent) => void
}

/** Moves the selection by key and opens the detail. The selection is a session, so it moves with its row. */
export function useGridKeys(sessions: SessionsRolling): GridKeys {
  const { ui, commands, clock, bridge } = useStores()
  const { rolling, view } = sessions
  const held = view && { start: view.start, items: view.rows }
  const select = useSelect(rolling, held, row => ui.setState({ selectedKey: row.key }))

  async function indexOfSelected(): Promise<number | null> {
    const key = ui.getState().selectedKey
    if (key === null) return null
    const held = view?.rows.findIndex(row => row.key === key) ?? -1
    if (view !== null && held >= 0) return view.start + held
    const outcome = await bridge.ask('view:find', { key })
    return outcome.ok ? outcome.value : null
  }

  async function move(key: string): Promise<void> {
    const matching = Math.min(view?.matching ?? 0, MOST_ROWS)
    if (matching === 0) return
    const from = await indexOfSelected()
    select(stepOf(key, from, { first: rolling.seen.first, matching, page: rolling.seen.count - 2 }))
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLButtonElement) return
    const isModified = event.ctrlKey || event.metaKey
    const selected = view?.rows.find(row => row.key === ui.getState().selectedKey) ?? null
    if (isModified && event.key.toLowerCase() === 'c' && selected !== null) {
      if (window.getSelection()?.toString()) return
      void commands.copy(textOf(selected, clock.getState().now))
    } else if (isModified || event.altKey) return
    else if (event.key === 'Enter' || event.key === ' ' || event.key === 'ArrowRight') {
      if (ui.getState().selectedKey !== null) ui.setState({ isDrawerOpen: true })
    } else if (event.key === 'ArrowLeft') ui.setState({ isDrawerOpen: false })
    else if (isStep(event.key)) void move(event.key)
    else return
    event.preventDefault()
  }

  function onClick(event: MouseEvent): void {
    const line = (event.target as HTMLElement).closest<HTMLElement>('[data-key]')
    if (line === null) return // A clicked row takes the focus and may go; the grid stays.
    ;(event.currentTarget as HTMLElement).focus({ preventScroll: true })
    ui.setState({ selectedKey: (line.dataset.key ?? null) as SessionKey | null, isDrawerOpen: true })
  }

  return { onKeyDown, onClick }
}

/** A row as a line of text. The id stays masked: what is copied is pasted where others read it. */
function textOf(row: SessionRow, now: number): string {
  const expires = row.expiresAt === null ? 'no expiry' : new Date(row.expiresAt).toISOString()
  return [
    stateWord(row.state),
    whoOf(row),
    row.maskedId,
    `since ${formatClockTime(row.sinceAt, now)}`,
    `expires ${expires}`
  ].join('\t')
}

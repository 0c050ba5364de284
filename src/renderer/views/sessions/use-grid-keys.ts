import type { KeyboardEvent, MouseEvent } from 'react'
import type { SessionKey } from '../../../shared/domain/session'
import type { SessionRow } from '../../../shared/domain/view'
import { type ClockReading, formatClockTime } from '../../format/clock-time'
import { stateWord, whoOf } from '../../format/names'
import { MOST_ROWS } from '../../parts/rolling'
import { isStep, stepOf } from '../../parts/steps'
import { useSelect } from '../../parts/use-select'
import { rowsOf } from '../../state/chosen'
import { useStores } from '../../state/context'
import { useChoosing } from './use-choosing'
import type { SessionsRolling } from './use-sessions'

/** What the grid does with keys and clicks. */
export interface GridKeys {
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onClick: (event: MouseEvent) => void
  readonly onMouseDown: (event: MouseEvent) => void
}

/** Moves the selection by key and opens the detail. The selection is a session, so it moves with its row. */
export function useGridKeys(sessions: SessionsRolling): GridKeys {
  const { ui, commands, clock } = useStores()
  const choosing = useChoosing(sessions)
  const { rolling, view } = sessions
  const held = view && { start: view.start, items: view.rows }
  const select = useSelect(rolling, held, row => ui.setState({ selectedKey: row.key }))

  async function move(key: string, isExtending: boolean): Promise<void> {
    const matching = Math.min(view?.matching ?? 0, MOST_ROWS)
    if (matching === 0) return
    const current = ui.getState().selectedKey
    const from = await choosing.indexOf(current)
    const index = stepOf(key, from, { first: rolling.seen.first, matching, page: rolling.seen.count - 2 })
    select(index)
    if (isExtending) await choosing.extend(index, current)
    else ui.setState({ chosen: null })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLButtonElement) return
    const isModified = event.ctrlKey || event.metaKey
    const selected = view?.rows.find(row => row.key === ui.getState().selectedKey) ?? null
    const letter = isModified ? event.key.toLowerCase() : null
    if (letter === 'a' && !event.shiftKey) choosing.all()
    else if (letter === 'c' && (selected !== null || ui.getState().chosen !== null)) {
      if (window.getSelection()?.toString()) return
      copy(selected)
    } else if (isModified || event.altKey) return
    else if (event.key === 'Enter' || event.key === ' ' || event.key === 'ArrowRight') {
      if (ui.getState().selectedKey !== null) ui.setState({ isDrawerOpen: true })
    } else if (event.key === 'ArrowLeft') ui.setState({ isDrawerOpen: false })
    else if (isStep(event.key)) void move(event.key, event.shiftKey)
    else return
    event.preventDefault()
  }

  /** One row as a line of text, several as JSON. */
  function copy(selected: SessionRow | null): void {
    const { chosen, selectedKey, sessions: query } = ui.getState()
    if (chosen !== null) void commands.copyRows(rowsOf(chosen, selectedKey, query), 'json')
    else if (selected !== null) void commands.copy(textOf(selected, clock.getState()))
  }

  function onClick(event: MouseEvent): void {
    const line = lineOf(event)
    if (line === null) return
    // A clicked row takes the focus and may go; the grid stays.
    const grid = event.currentTarget as HTMLElement
    grid.focus({ preventScroll: true })
    const key = (line.dataset.key ?? '') as SessionKey
    const current = ui.getState().selectedKey
    if (event.shiftKey) void choosing.extend(Number(line.dataset.index), current)
    else if (event.ctrlKey || event.metaKey) choosing.toggle(key)
    else ui.setState({ chosen: null, isDrawerOpen: true })
    ui.setState({ selectedKey: key })
  }

  /** The browser would select the text between two clicks. */
  function onMouseDown(event: MouseEvent): void {
    if ((event.shiftKey || event.ctrlKey || event.metaKey) && lineOf(event) !== null) event.preventDefault()
  }

  return { onKeyDown, onClick, onMouseDown }
}

const lineOf = (event: MouseEvent) => (event.target as HTMLElement).closest<HTMLElement>('[data-key]')

/** A row as a line of text. The id stays masked: what is copied is pasted where others read it. */
function textOf(row: SessionRow, clock: ClockReading): string {
  const expires = row.expiresAt === null ? 'no expiry' : new Date(row.expiresAt).toISOString()
  return [
    stateWord(row.state),
    whoOf(row),
    row.maskedId,
    `since ${formatClockTime(row.sinceAt, clock)}`,
    `expires ${expires}`
  ].join('\t')
}

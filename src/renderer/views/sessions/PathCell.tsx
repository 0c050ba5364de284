import { useStore } from 'zustand'
import type { SessionRow } from '../../../shared/domain/view'
import { useClock, useStores } from '../../state/context'
import classes from './SessionCell.module.css'

/** So long a changed value stands beside what it was. */
const CHANGE_MS = 4000

/** What a session has at a path in its payload. The text is the store's: only ever text, in its own direction. */
export function PathCell({ row, path }: { readonly row: SessionRow; readonly path: string }) {
  const { columns } = useStores()
  const kept = useStore(columns, state => state.rows.get(row.key))
  const { changedAt, changedHow } = row
  const isFresh = useClock(
    clock => changedHow === 'changed' && changedAt !== null && clock.now - changedAt < CHANGE_MS
  )
  const value = kept?.values.get(path)
  if (value === undefined) return null
  if (value === null) return <span className={classes.faint}>–</span>
  const was = isFresh ? kept?.was.get(path) : undefined
  return (
    <span
      className={classes.path}
      data-number={value.isNumber || undefined}
      data-changed={was !== undefined || undefined}
      title={value.text}
    >
      <bdi>{was === undefined ? value.text : `${was} → ${value.text}`}</bdi>
    </span>
  )
}

import { memo } from 'react'
import { pathOf, type SessionRow } from '../../../shared/domain/view'
import { whoOf } from '../../format/names'
import { gridCells } from '../../parts/grid-cells'
import { useIsLost, useNameOf } from '../../state/context'
import { SessionCell } from './SessionCell'
import classes from './SessionLine.module.css'
import type { SessionColumnId } from './session-columns'
import { useFlash } from './use-flash'

interface Props {
  readonly row: SessionRow
  readonly index: number
  readonly top: number
  readonly isSelected: boolean
  /** The keys act on it, selected or not. */
  readonly isCurrent: boolean
  readonly columnIds: readonly SessionColumnId[]
  readonly hasBar: boolean
}

/** The DOM id of a session's row, by which the grid says which one is active. */
export function lineDomId(key: string): string {
  return `session-${key}`
}

/** One session of the grid. Drawn again only when its row object changes; its clocks tick by themselves. */
export const SessionLine = memo(function SessionLine(props: Props) {
  const { row, index, top, isSelected, isCurrent, columnIds, hasBar } = props
  const flash = useFlash(row)
  const isLost = useIsLost()
  const name = useNameOf(row.user)
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a virtual grid cannot be table rows
    <div
      role="row"
      id={lineDomId(row.key)}
      tabIndex={-1}
      aria-label={name ?? whoOf(row)}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-key={row.key}
      data-index={index}
      data-current={isCurrent || undefined}
      data-ending={row.ending?.how}
      data-flash={flash?.tone}
      data-lost={isLost || undefined}
      className={classes.root}
      style={{ transform: `translateY(${top}px)` }}
    >
      {flash && (
        <span
          key={flash.at}
          aria-hidden="true"
          className={classes.flash}
          data-tone={flash.tone}
          style={{ animationDelay: `${flash.delayMs}ms` }}
        />
      )}
      {gridCells(columnIds, {
        className: classes.cell,
        contentOf: id => <SessionCell row={row} column={id} hasBar={hasBar} />,
        nameOf: id => (pathOf(id) === null ? id : 'path')
      })}
    </div>
  )
})

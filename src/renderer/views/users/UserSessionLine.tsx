import { memo } from 'react'
import { stateAt } from '../../../shared/domain/session'
import type { SessionRow } from '../../../shared/domain/view'
import { assertNever } from '../../../shared/fault'
import { stateWord } from '../../format/names'
import { gridCells } from '../../parts/grid-cells'
import { StateSign } from '../../parts/StateSign'
import { useClock } from '../../state/context'
import { SessionCell } from '../sessions/SessionCell'
import line from '../sessions/SessionLine.module.css'
import { useFlash } from '../sessions/use-flash'
import { userLineDomId } from './UserLineRow'
import classes from './UserSessionLine.module.css'
import type { UserColumn } from './user-columns'

interface Props {
  readonly row: SessionRow
  readonly index: number
  readonly top: number
  readonly isSelected: boolean
  readonly columnIds: readonly UserColumn[]
  readonly hasBar: boolean
}

/** One session of an unfolded user. */
export const UserSessionLine = memo(function UserSessionLine(props: Props) {
  const { row, index, top, isSelected, columnIds, hasBar } = props
  const flash = useFlash(row)
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a virtual grid cannot be table rows
    <div
      role="row"
      id={userLineDomId(`session:${row.key}`)}
      tabIndex={-1}
      aria-label={`Session ${row.maskedId}`}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-line={`session:${row.key}`}
      data-key={row.key}
      data-index={index}
      data-ending={row.ending?.how}
      data-flash={flash?.tone}
      className={`${line.root} ${classes.root}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      {flash && (
        <span
          key={flash.at}
          aria-hidden="true"
          className={line.flash}
          data-tone={flash.tone}
          style={{ animationDelay: `${flash.delayMs}ms` }}
        />
      )}
      {gridCells(columnIds, {
        className: line.cell,
        contentOf: column => <Cell row={row} column={column} hasBar={hasBar} />
      })}
    </div>
  )
})

interface CellProps extends Pick<Props, 'row' | 'hasBar'> {
  readonly column: UserColumn
}

function Cell({ row, column, hasBar }: CellProps) {
  const state = useClock(clock => stateAt(row, clock.now))
  switch (column) {
    case 'user':
      return (
        <span className={classes.who}>
          <StateSign state={row.ending ? 'signed-out' : state} />
          <span className="mono">{row.maskedId}</span>
        </span>
      )
    case 'sessions':
      return <span className={classes.word}>{stateWord(state)}</span>
    case 'activity':
      return null
    case 'first-seen':
      return <SessionCell row={row} column="since" hasBar={hasBar} />
    case 'last-seen':
      return <SessionCell row={row} column="last-seen" hasBar={hasBar} />
    case 'next-expiry':
      return (
        <span className={classes.left}>
          <SessionCell row={row} column="expires" hasBar={hasBar} />
        </span>
      )
    default:
      return assertNever(column)
  }
}

import { ActionIcon, Menu } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconDots } from '@tabler/icons-react'
import { memo } from 'react'
import type { UserLine, UserSummary } from '../../../shared/domain/view'
import { assertNever } from '../../../shared/fault'
import { formatCount } from '../../../shared/words/numbers'
import { formatClockMinute, formatClockTime } from '../../format/clock-time'
import { formatPastCell } from '../../format/instant'
import { sinceText } from '../../format/names'
import { gridCells } from '../../parts/grid-cells'
import { Sparkline } from '../../parts/Sparkline'
import { TimeLeft } from '../../parts/TimeLeft'
import { useClock, useIsLost, useNameOf, useStores } from '../../state/context'
import { lineId } from '../../state/users-store'
import { showSessions } from './show-sessions'
import classes from './UserLineRow.module.css'
import type { UserColumn } from './user-columns'

interface Props {
  readonly line: Extract<UserLine, { kind: 'user' }>
  readonly index: number
  readonly top: number
  readonly isSelected: boolean
  readonly columnIds: readonly UserColumn[]
  readonly hasBar: boolean
}

/** The DOM id of a line of the Users grid. A user's name may hold anything, so it is encoded. */
export function userLineDomId(id: string): string {
  return `line-${encodeURIComponent(id)}`
}

/** One user of the grid. */
export const UserLineRow = memo(function UserLineRow(props: Props) {
  const { line, index, top, isSelected, columnIds, hasBar } = props
  const isLost = useIsLost()
  const name = useNameOf(line.summary.user)
  const id = lineId(line)
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a virtual grid cannot be table rows
    <div
      role="row"
      id={userLineDomId(id)}
      tabIndex={-1}
      aria-label={name ?? line.summary.user}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-line={id}
      data-index={index}
      data-lost={isLost || undefined}
      className={classes.root}
      style={{ transform: `translateY(${top}px)` }}
    >
      {gridCells(columnIds, {
        className: classes.cell,
        contentOf: column => <Cell line={line} column={column} hasBar={hasBar} />
      })}
    </div>
  )
})

interface CellProps extends Pick<Props, 'line' | 'hasBar'> {
  readonly column: UserColumn
}

function Cell({ line, column, hasBar }: CellProps) {
  const { summary } = line
  switch (column) {
    case 'user': {
      const Chevron = line.isOpen ? IconChevronDown : IconChevronRight
      return (
        <>
          <button
            type="button"
            tabIndex={-1}
            aria-expanded={line.isOpen}
            aria-label={`Sessions of ${summary.user}`}
            className={classes.chevron}
          >
            <Chevron size={14} stroke={1.75} aria-hidden />
          </button>
          <UserName user={summary.user} />
        </>
      )
    }
    case 'sessions':
      return <Sessions count={summary.sessions} hasSquares={hasBar} />
    case 'activity':
      return line.pulse === null ? null : <Sparkline pulse={line.pulse} />
    case 'first-seen':
      return <FirstSeen summary={summary} />
    case 'last-seen':
      return <LastSeen at={summary.lastSeenAt} />
    case 'next-expiry':
      return (
        <>
          <span className={classes.left}>
            <TimeLeft expiresAt={summary.nextExpiryAt} lifetimeMs={summary.nextLifetimeMs} hasBar={hasBar} />
          </span>
          <UserMenuButton user={summary.user} />
        </>
      )
    default:
      return assertNever(column)
  }
}

/** The joined name, or the key itself. */
function UserName({ user }: { readonly user: string }) {
  const name = useNameOf(user)
  return (
    <bdi className={classes.name} title={name === null ? user : `${name}\n${user}`}>
      {name ?? user}
    </bdi>
  )
}

const MOST_SQUARES = 12

function Sessions({ count, hasSquares }: { readonly count: number; readonly hasSquares: boolean }) {
  return (
    <>
      <span className={classes.count} data-several={count > 1 || undefined}>
        {formatCount(count)}
      </span>
      {hasSquares && (
        <svg width={MOST_SQUARES * 7} height="6" className={classes.squares} aria-hidden="true">
          {Array.from({ length: Math.min(count, MOST_SQUARES) }, (_, at) => at * 7).map(x => (
            <rect key={x} x={x} y="0" width="5" height="6" rx="1" />
          ))}
        </svg>
      )}
    </>
  )
}

function FirstSeen({ summary }: { readonly summary: UserSummary }) {
  const { firstSeenAt, isFirstSeenOrEarlier } = summary
  const text = useClock(clock => formatPastCell(firstSeenAt, clock, true))
  const minute = useClock(clock => formatClockMinute(firstSeenAt, clock))
  const title = isFirstSeenOrEarlier ? sinceText('or-earlier', minute) : `First seen ${minute}`
  return (
    <span className={classes.plain} title={title}>
      {text}
    </span>
  )
}

/** When the user was last seen. */
function LastSeen({ at }: { readonly at: number | null }) {
  const text = useClock(clock => (at === null ? '–' : formatPastCell(at, clock, false)))
  const time = useClock(clock => (at === null ? undefined : formatClockTime(at, clock)))
  return (
    <span className={classes.plain} data-now={text === 'now' || undefined} title={time}>
      {text}
    </span>
  )
}

function UserMenuButton({ user }: { readonly user: string }) {
  const { ui, commands } = useStores()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={22}
          tabIndex={-1}
          aria-label={`More about ${user}`}
          data-quiet
          onClick={event => event.stopPropagation()}
        >
          <IconDots size={14} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={event => event.stopPropagation()}>
        <Menu.Item onClick={() => showSessions(ui, user)}>Show sessions</Menu.Item>
        <Menu.Item onClick={() => void commands.copy(user)}>Copy the name</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

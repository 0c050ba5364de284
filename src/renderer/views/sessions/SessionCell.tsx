import { stateAt } from '../../../shared/domain/session'
import { pathOf, type SessionRow } from '../../../shared/domain/view'
import { formatClockMinute, formatClockTime } from '../../format/clock-time'
import { formatPastCell } from '../../format/instant'
import { endingWord, lastSeenText, sinceText, stateWord } from '../../format/names'
import { StateSign } from '../../parts/StateSign'
import { TimeLeft } from '../../parts/TimeLeft'
import { useClock, useIsLost, useLostSince } from '../../state/context'
import { knownUntil } from '../../state/selectors'
import { PathCell } from './PathCell'
import classes from './SessionCell.module.css'
import type { SessionColumnId } from './session-columns'
import { Who } from './Who'

interface CellProps {
  readonly row: SessionRow
}

/** What one column shows of a session. */
export function SessionCell({
  row,
  column,
  hasBar
}: CellProps & { column: SessionColumnId; hasBar: boolean }) {
  const path = pathOf(column)
  if (path !== null) return <PathCell row={row} path={path} />
  switch (column) {
    case 'state':
      return <StateCell row={row} />
    case 'user':
      return <Who row={row} />
    case 'session':
      return <span className={`mono ${classes.faint}`}>{row.maskedId}</span>
    case 'since':
      return <SinceCell row={row} />
    case 'last-seen':
      return <LastSeenCell row={row} />
    case 'expires':
      return row.ending ? (
        <EndingCell row={row} />
      ) : (
        <TimeLeft expiresAt={row.expiresAt} lifetimeMs={row.lifetimeMs} hasBar={hasBar} />
      )
    default:
      return null
  }
}

function StateCell({ row }: CellProps) {
  const isLost = useIsLost()
  const lostSince = useLostSince()
  const state = useClock(clock => stateAt(row, knownUntil(clock.now, lostSince)))
  const word = row.ending ? endingWord(row.ending.how) : stateWord(state)
  return (
    <span title={word} className={classes.sign} data-lost={isLost || undefined}>
      <StateSign state={row.ending ? 'signed-out' : state} />
      <span className="visually-hidden">{word}</span>
    </span>
  )
}

function SinceCell({ row }: CellProps) {
  const text = useClock(clock => formatPastCell(row.sinceAt, clock, true))
  const minute = useClock(clock => formatClockMinute(row.sinceAt, clock))
  return (
    <span className={classes.plain} title={sinceText(row.sinceBasis, minute)}>
      {text}
    </span>
  )
}

function LastSeenCell({ row }: CellProps) {
  const { lastSeenAt } = row
  const text = useClock(clock => (lastSeenAt === null ? '–' : formatPastCell(lastSeenAt, clock, false)))
  const time = useClock(clock => (lastSeenAt === null ? '' : `${formatClockTime(lastSeenAt, clock)}. `))
  if (row.ending !== null) return null
  return (
    <span
      className={classes.plain}
      data-now={text === 'now' || undefined}
      title={`${time}${lastSeenText(row.lastSeenBasis)}`}
    >
      {text}
    </span>
  )
}

function EndingCell({ row }: CellProps) {
  const { ending } = row
  const at = useClock(clock => (ending === null ? '' : formatClockTime(ending.at, clock)))
  if (ending === null) return null
  return (
    <span className={classes.ending}>
      {ending.how === 'expired' ? 'expired' : `${endingWord(ending.how)} ${at}`}
    </span>
  )
}

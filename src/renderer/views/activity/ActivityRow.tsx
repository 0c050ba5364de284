import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { memo } from 'react'
import type { ActivityLine } from '../../../shared/domain/activity'
import { assertNever } from '../../../shared/fault'
import { eventUser, eventWord } from '../../../shared/words/event-words'
import { countOf } from '../../../shared/words/numbers'
import { formatClockCell } from '../../format/clock-time'
import { gridCells } from '../../parts/grid-cells'
import { useClock, useNameOf } from '../../state/context'
import classes from './ActivityRow.module.css'
import type { ActivityColumn } from './activity-columns'
import { EventSign } from './EventSign'
import { foldText, WhatHappened } from './WhatHappened'

interface Props {
  readonly line: ActivityLine
  readonly index: number
  readonly top: number
  readonly isSelected: boolean
  readonly columnIds: readonly ActivityColumn[]
  readonly hasMs: boolean
}

/** The DOM id of a line of the Activity grid. */
export const activityLineDomId = (id: string) => `activity-${id}`

/** One line of the Activity grid: an event, or several folded into one. */
export const ActivityRow = memo(function ActivityRow(props: Props) {
  const { line, index, top, isSelected, columnIds, hasMs } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a virtual grid cannot be table rows
    <div
      role="row"
      id={activityLineDomId(line.id)}
      tabIndex={-1}
      aria-label={`${wordOf(line)} ${whoOf(line)}`}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-line={line.id}
      data-index={index}
      data-inside={(line.kind === 'event' && line.isInFold) || undefined}
      className={classes.root}
      style={{ transform: `translateY(${top}px)` }}
    >
      {gridCells(columnIds, {
        className: classes.cell,
        contentOf: column => <Cell line={line} column={column} hasMs={hasMs} />
      })}
    </div>
  )
})

function Cell({ line, column, hasMs }: Pick<Props, 'line' | 'hasMs'> & { readonly column: ActivityColumn }) {
  switch (column) {
    case 'time':
      return <Time at={line.kind === 'fold' ? line.fold.at : line.event.at} hasMs={hasMs} />
    case 'event':
      return (
        <>
          <EventSign event={kindOf(line)} />
          <span className={classes.word} data-event={kindOf(line)}>
            {wordOf(line)}
          </span>
        </>
      )
    case 'user':
      return <Who line={line} />
    case 'session':
      return line.kind === 'fold' ? null : <span className={`mono ${classes.id}`}>{line.event.maskedId}</span>
    case 'what':
      return line.kind === 'fold' ? (
        <span className={classes.plain} title={foldText(line.fold)}>
          {foldText(line.fold)}
        </span>
      ) : (
        <WhatHappened event={line.event} />
      )
    default:
      return assertNever(column)
  }
}

const kindOf = (line: ActivityLine) => (line.kind === 'fold' ? line.fold.event : line.event.event)

function wordOf(line: ActivityLine): string {
  if (line.kind === 'event') return eventWord(line.event)
  return line.fold.event === 'removed' ? 'TTL pass' : line.fold.event
}

function whoOf(line: ActivityLine): string {
  return line.kind === 'event' ? eventUser(line.event) : countOf(line.fold.sessions, 'session')
}

function Who({ line }: Pick<Props, 'line'>) {
  const who = whoOf(line)
  const name = useNameOf(line.kind === 'event' ? line.event.user : null)
  if (line.kind === 'event')
    return (
      <bdi
        className={classes.name}
        data-named={line.event.user !== null || undefined}
        title={name === null ? who : `${name}\n${who}`}
      >
        {name ?? who}
      </bdi>
    )
  const Chevron = line.isOpen ? IconChevronDown : IconChevronRight
  return (
    <button type="button" tabIndex={-1} aria-expanded={line.isOpen} className={classes.fold}>
      <Chevron size={13} stroke={1.75} aria-hidden /> {who}
    </button>
  )
}

function Time({ at, hasMs }: { readonly at: number; readonly hasMs: boolean }) {
  const text = useClock(clock => formatClockCell(at, clock))
  const isToday = /^\d\d:\d\d:\d\d$/.test(text)
  return (
    <span>
      {text}
      {hasMs && isToday && (
        <span className={classes.ms}>.{String(Math.trunc(at % 1000)).padStart(3, '0')}</span>
      )}
    </span>
  )
}

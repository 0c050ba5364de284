import { Tooltip } from '@mantine/core'
import type { OverviewWindow } from '../../../shared/domain/overview'
import { countOf, formatCount } from '../../../shared/words/numbers'
import { formatClockMinute } from '../../format/clock-time'
import { formatDuration } from '../../format/duration'
import { useClock } from '../../state/context'
import classes from './Figures.module.css'
import { guestsWhoSignIn, spanWord, writesText } from './overview-text'

interface FigureProps {
  readonly name: string
  readonly figure: string
  readonly note: string
  readonly hint: string
}

/** The four figures above the charts. */
export function Figures({ view }: { readonly view: OverviewWindow }) {
  const { figures, rates, ask, madeAt } = view
  const zone = useClock(clock => clock.zone)
  const { mostSignedIn: most, medianStayMs, stays } = figures
  const guests = guestsWhoSignIn(rates.sum)
  const writes = writesText(rates.sum)
  const span = spanWord(ask.span)
  return (
    <dl className={classes.root}>
      <Figure
        name="Most signed in"
        figure={most === null ? '–' : formatCount(most.count)}
        note={most === null ? '' : `at ${formatClockMinute(most.at, { now: madeAt, zone })}`}
        hint={`The most sessions signed in at one time, ${span}`}
      />
      <Figure
        name="Median stay"
        figure={medianStayMs === null ? '–' : formatDuration(medianStayMs)}
        note={medianStayMs === null ? 'nobody seen to come and go yet' : 'sign-in to sign-out'}
        hint={`Of ${countOf(stays, 'person', 'people')} whose sign-in and sign-out were both seen, ${span}. Who stays longer than Sextant has been looking is not in it.`}
      />
      <Figure
        name="Guests who sign in"
        figure={guests.figure}
        note={guests.note === '' ? span : guests.note}
        hint="New guests for each sign-in. A login that makes a new session id cannot be traced back to its guest."
      />
      <Figure
        name="Writes"
        figure={writes.figure}
        note={writes.note}
        hint="Sessions saved, as far as was seen. A touch only moves the expiry. Where changes are polled, writes between two looks count as one."
      />
    </dl>
  )
}

function Figure({ name, figure, note, hint }: FigureProps) {
  return (
    <Tooltip label={hint}>
      <div className={classes.figure}>
        <dt className={classes.name}>{name}</dt>
        <dd className={classes.value}>
          <strong>{figure}</strong> <span>{note}</span>
        </dd>
      </div>
    </Tooltip>
  )
}

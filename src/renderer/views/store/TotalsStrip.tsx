import { Tooltip } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import { noTotals, type TotalsCount } from '../../../shared/domain/view'
import { formatCount } from '../../../shared/words/numbers'
import { countNoteDetail, countNoteText } from '../../format/count-text'
import { useClock, useIsLost, useUsers, useView } from '../../state/context'
import { fresherTotals } from '../../state/selectors'
import { SignedInTrend } from './SignedInTrend'
import classes from './TotalsStrip.module.css'

/** The counts of the whole store, in fixed places, zeros included. */
export function TotalsStrip() {
  const isLost = useIsLost()
  const view = useView(state => state.view)
  const users = useUsers(state => state.view)
  const totals = fresherTotals(view, users) ?? noTotals
  const isAbout = totals.counted?.sampled != null
  const isSoon = totals.expiringSoon > 0
  return (
    <section aria-label="Totals" className={classes.root} data-lost={isLost || undefined}>
      <Figure count={totals.signedIn} word="signed in" isAbout={isAbout} />
      <Figure count={totals.guests} word={totals.guests === 1 ? 'guest' : 'guests'} isAbout={isAbout} />
      <Figure
        count={totals.counted?.hasUsers === false ? null : totals.users}
        word={totals.users === 1 ? 'user' : 'users'}
      />
      <span className={classes.figure} data-soon={(isSoon && !isLost) || undefined}>
        <IconHourglass size={14} stroke={1.75} className={classes.icon} aria-hidden />
        <span className={classes.count}>{formatCount(totals.expiringSoon)}</span>
        <span className={classes.word}>expiring &lt; 1 min</span>
      </span>
      {totals.counted === null && <SignedInTrend signedIn={totals.signedIn} />}
      {totals.counted !== null && <CountNote count={totals.counted} />}
    </section>
  )
}

interface FigureProps {
  /** Null: not to be had. */
  readonly count: number | null
  readonly word: string
  /** Scaled up from a sample. */
  readonly isAbout?: boolean
}

function Figure({ count, word, isAbout = false }: FigureProps) {
  return (
    <span className={classes.figure}>
      <span className={classes.count}>
        {isAbout && '≈ '}
        {count === null ? '–' : formatCount(count)}
      </span>{' '}
      <span className={classes.word}>{word}</span>
    </span>
  )
}

/** How old the figures are, and how rough, where the database counts. */
function CountNote({ count }: { readonly count: TotalsCount }) {
  const text = useClock(clock => countNoteText(count, clock.now))
  return (
    <Tooltip label={countNoteDetail(count).join('\n')}>
      <span className={classes.note} data-trouble={count.trouble !== null || undefined}>
        {text}
      </span>
    </Tooltip>
  )
}

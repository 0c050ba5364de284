import { IconHourglass } from '@tabler/icons-react'
import type { Totals } from '../../../shared/domain/view'
import { formatCount } from '../../format/numbers'
import { useIsLost, useUsers, useView } from '../../state/context'
import { fresherTotals } from '../../state/selectors'
import classes from './TotalsStrip.module.css'

const nothingYet: Totals = {
  documents: 0,
  signedIn: 0,
  guests: 0,
  expired: 0,
  unreadable: 0,
  users: 0,
  expiringSoon: 0
}

/** The counts of the whole store, in fixed places, zeros included. */
export function TotalsStrip() {
  const isLost = useIsLost()
  const view = useView(state => state.view)
  const users = useUsers(state => state.view)
  const totals = fresherTotals(view, users) ?? nothingYet
  const isSoon = totals.expiringSoon > 0
  return (
    <section aria-label="Totals" className={classes.root} data-lost={isLost || undefined}>
      <Figure count={totals.signedIn} word="signed in" />
      <Figure count={totals.guests} word={totals.guests === 1 ? 'guest' : 'guests'} />
      <Figure count={totals.users} word={totals.users === 1 ? 'user' : 'users'} />
      <span className={classes.figure} data-soon={(isSoon && !isLost) || undefined}>
        <IconHourglass size={14} stroke={1.75} className={classes.icon} aria-hidden />
        <span className={classes.count}>{formatCount(totals.expiringSoon)}</span>
        <span className={classes.word}>expiring &lt; 1 min</span>
      </span>
    </section>
  )
}

function Figure({ count, word }: { readonly count: number; readonly word: string }) {
  return (
    <span className={classes.figure}>
      <span className={classes.count}>{formatCount(count)}</span> <span className={classes.word}>{word}</span>
    </span>
  )
}

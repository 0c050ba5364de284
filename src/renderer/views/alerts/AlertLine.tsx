import { IconBell, IconCheck } from '@tabler/icons-react'
import type { Alert } from '../../../shared/domain/alerts'
import { showAlert } from '../../actions/alert-actions'
import { formatClockTime } from '../../format/clock-time'
import { useClock, useNameOf, useStores } from '../../state/context'
import classes from './AlertsDialog.module.css'

/** One alert: when, what, about whom, whether it still stands, and the way to the sessions it is about. */
export function AlertLine({ alert }: { readonly alert: Alert }) {
  const stores = useStores()
  const { title, user, raisedAt, overAt } = alert
  const name = useNameOf(user)
  const raised = useClock(clock => formatClockTime(raisedAt, clock))
  const over = useClock(clock => (overAt === null ? null : formatClockTime(overAt, clock)))
  const Icon = over === null ? IconBell : IconCheck
  return (
    <li className={classes.line} data-over={over !== null || undefined}>
      <span className={classes.at}>{raised}</span>
      <Icon size={14} stroke={1.75} aria-hidden className={classes.sign} />
      <span className={classes.text}>
        {title}
        <span className={classes.about}>
          {user !== null && <span className={classes.user}>{name ?? user}</span>}
          <span className={classes.state}>{over === null ? 'still so' : `over ${over}`}</span>
        </span>
      </span>
      <button
        type="button"
        className={classes.act}
        aria-label={`Show: ${title}${user === null ? '' : `, ${name ?? user}`}`}
        onClick={() => showAlert(stores, alert)}
      >
        Show
      </button>
    </li>
  )
}

import { Button, Tooltip } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { formatCount } from '../../../shared/words/numbers'
import { showAlertsAction } from '../../actions/alert-actions'
import { useAlerts, useStores } from '../../state/context'
import classes from './AlertsButton.module.css'

/** The way to the alerts, with how many were raised since somebody last looked. */
export function AlertsButton() {
  const stores = useStores()
  const unseen = useAlerts(state => state.list?.unseen ?? 0)
  const { label, run } = showAlertsAction(stores)
  return (
    <Tooltip label={unseen === 0 ? label : `${label}: ${formatCount(unseen)} new`}>
      <Button
        variant="default"
        className={classes.root ?? ''}
        aria-label={unseen === 0 ? label : `${label}, ${formatCount(unseen)} new`}
        data-unseen={unseen > 0 || undefined}
        onClick={run}
      >
        <IconBell size={14} stroke={1.75} aria-hidden />
        {unseen > 0 && <span className={classes.count}>{formatCount(unseen)}</span>}
      </Button>
    </Tooltip>
  )
}

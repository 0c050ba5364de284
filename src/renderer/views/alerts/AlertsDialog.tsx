import { Modal } from '@mantine/core'
import { useEffect } from 'react'
import type { AlertList } from '../../../shared/domain/alerts'
import { clearAlertsAction } from '../../actions/alert-actions'
import { faultText } from '../../format/fault-text'
import { useAlerts, useStores, useUi } from '../../state/context'
import { AlertLine } from './AlertLine'
import { AlertRules } from './AlertRules'
import classes from './AlertsDialog.module.css'

/** What was raised since the store was opened, and what is to be told of it. */
export function AlertsDialog() {
  const { ui } = useStores()
  const isOpen = useUi(state => state.isAlertsOpen)
  const list = useAlerts(state => state.list)
  return (
    <Modal
      opened={isOpen && list !== null}
      onClose={() => ui.setState({ isAlertsOpen: false })}
      title="Alerts"
      size={760}
    >
      {isOpen && list !== null && <Content list={list} />}
    </Modal>
  )
}

function Content({ list }: { readonly list: AlertList }) {
  const stores = useStores()
  const { alerts } = stores
  const fault = useAlerts(state => state.fault)
  const clear = clearAlertsAction(stores)
  const hasNews = list.unseen > 0

  useEffect(() => {
    if (hasNews) void alerts.seen()
  }, [hasNews, alerts])

  return (
    <>
      <section aria-labelledby="raised-title">
        <div className={classes.head}>
          <h3 id="raised-title" className={classes.title}>
            Raised while the store is open
          </h3>
          <button type="button" className={classes.act} aria-disabled={clear.isOff} onClick={clear.run}>
            {clear.short}
          </button>
        </div>
        {list.alerts.length === 0 ? (
          <p className={classes.nothing}>{nothingText(list)}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be scrolled by keyboard as well.
          <ol className={classes.list} aria-label="Alerts, the newest first" tabIndex={0}>
            {list.alerts.map(alert => (
              <AlertLine key={alert.id} alert={alert} />
            ))}
          </ol>
        )}
      </section>
      <AlertRules list={list} />
      {fault !== null && (
        <p className={classes.fault} role="alert">
          {faultText(fault)}
        </p>
      )}
    </>
  )
}

function nothingText({ settings }: AlertList): string {
  return Object.values(settings.rules).some(rule => rule.isOn)
    ? 'Nothing so far. What is raised stands here until the store is closed.'
    : 'No alert is on. Turn on below what you want to be told of.'
}

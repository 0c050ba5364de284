import { type Alert, alertRules } from '../../shared/domain/alerts'
import { alertWords } from '../../shared/words/alert-words'
import type { Stores } from '../state/stores'
import { showFound } from '../views/health/show-found'
import { showSessions } from '../views/users/show-sessions'
import type { Action } from './action'

/** The list of what was raised, and how alerts are set. */
export function showAlertsAction({ ui }: Stores): Action {
  return { id: 'alerts', label: 'Alerts', run: () => ui.setState({ isAlertsOpen: true }) }
}

/** Emptying the list. */
export function clearAlertsAction({ alerts }: Stores): Action {
  return {
    id: 'clear-alerts',
    label: 'Clear the list of alerts',
    short: 'Clear',
    isOff: (alerts.getState().list?.alerts.length ?? 0) === 0,
    run: () => void alerts.clear()
  }
}

/** Each alert, on or off. */
export function alertRuleActions({ alerts }: Stores): readonly Action[] {
  const settings = alerts.getState().list?.settings
  return alertRules.map(rule => {
    const isOn = settings?.rules[rule].isOn === true
    return {
      id: `alert ${rule}`,
      label: `Alert: ${alertWords[rule].name.toLowerCase()}`,
      short: alertWords[rule].name,
      isOn,
      isOff: settings === undefined,
      run: () => void alerts.set(rule, { isOn: !isOn })
    }
  })
}

/** Whether the system is to show each as well. */
export function notifyAlertsAction({ alerts }: Stores): Action {
  const settings = alerts.getState().list?.settings
  const isOn = settings?.isNotified === true
  return {
    id: 'alert-notify',
    label: 'Show a notification of each alert',
    short: 'Show a notification of each as well, without ids or names',
    isOn,
    isOff: settings === undefined,
    run: () => void alerts.notify(!isOn)
  }
}

/** All that can be done about alerts. */
export function alertActions(stores: Stores): readonly Action[] {
  return [
    showAlertsAction(stores),
    ...alertRuleActions(stores),
    notifyAlertsAction(stores),
    clearAlertsAction(stores)
  ]
}

/** Goes to where the sessions are that an alert is about. */
export function showAlert({ ui }: Stores, { place }: Alert): void {
  ui.setState({ isAlertsOpen: false })
  if (place.kind === 'user') showSessions(ui, place.user)
  else if (place.kind === 'sessions') showFound(ui, place.filter)
  else ui.setState({ tab: 'overview' })
}

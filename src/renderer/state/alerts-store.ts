import { createStore } from 'zustand/vanilla'
import type { AlertList, AlertRule, AlertSetting, AlertSettings } from '../../shared/domain/alerts'
import type { Fault } from '../../shared/fault'
import type { Ask, Bridge } from '../../shared/ipc/contract'

/** `list` is null until main has spoken of the open store; `fault` is why something could not be changed. */
export interface AlertsState {
  readonly list: AlertList | null
  readonly fault: Fault | null
}

const unknown: AlertsState = { list: null, fault: null }

type AlertRequest = 'alerts:read' | 'alerts:set' | 'alerts:seen' | 'alerts:clear'

/** What a person wants to be told of the open store, and was. `show` is called when a notification was clicked. */
export function createAlertsStore(bridge: Bridge, show: () => void) {
  const store = createStore<AlertsState>(() => unknown)

  function take(next: AlertList): void {
    const { list } = store.getState()
    if (list === null || next.version > list.version) store.setState({ list: next, fault: null })
  }

  const offs = [bridge.on('alerts:told', take), bridge.on('alerts:asked', show)]

  async function ask<N extends AlertRequest>(name: N, what: Ask<N>): Promise<void> {
    const outcome = await bridge.ask(name, what)
    if (outcome.ok) take(outcome.value as AlertList)
    else store.setState({ fault: outcome.fault })
  }

  /**
   * Shown at once: leaving a field by a click on a box sets two things one right after the other, and the second has to know
   * of the first. What main refuses is asked for again.
   */
  async function change(next: (was: AlertSettings) => Partial<AlertSettings>): Promise<void> {
    const { list } = store.getState()
    if (list === null) return
    const settings = { ...list.settings, ...next(list.settings) }
    store.setState({ list: { ...list, settings } })
    await ask('alerts:set', settings)
    const { fault } = store.getState()
    if (fault === null) return
    await ask('alerts:read', undefined)
    store.setState({ fault })
  }

  return {
    ...store,
    /** Of a store that has just been opened, also when the page was loaded anew. */
    read: () => ask('alerts:read', undefined),
    set: (rule: AlertRule, part: Partial<AlertSetting>) =>
      change(({ rules }) => ({ rules: { ...rules, [rule]: { ...rules[rule], ...part } } })),
    notify: (isNotified: boolean) => change(() => ({ isNotified })),
    /** The list is being looked at. */
    seen: () => ask('alerts:seen', undefined),
    clear: () => ask('alerts:clear', undefined),
    /** Another store is open. */
    drop: () => store.setState(unknown),
    stop: () => {
      for (const off of offs) off()
    }
  }
}

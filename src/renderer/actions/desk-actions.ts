import { tabName } from '../format/tab-text'
import type { Stores } from '../state/stores'
import type { Action } from './action'

/** Closes the tab that is shown; the last one stays, with nothing in it. */
export function closeTabAction({ desk, tab, app }: Stores): Action {
  const isLast = desk.getState().tabs.length <= 1
  return {
    id: 'close-tab',
    label: 'Close this tab',
    isOff: isLast && app.getState().facts?.connection == null,
    run: () => void desk.close(tab)
  }
}

/** Everything about the tabs of the window. */
export function deskActions(stores: Stores): readonly Action[] {
  const { desk } = stores
  const { tabs, shown } = desk.getState()
  const isAlone = tabs.length <= 1
  const several = isAlone ? [] : tabs
  return [
    closeTabAction(stores),
    { id: 'next-tab', label: 'Next tab', isOff: isAlone, run: () => void desk.walk(1) },
    { id: 'previous-tab', label: 'The tab before', isOff: isAlone, run: () => void desk.walk(-1) },
    ...several.map((tab, at) => ({
      id: `show-tab ${tab.id}`,
      label: `Tab ${at + 1}: ${tabName(tab)}`,
      isOn: tab.id === shown,
      run: () => void desk.show(tab.id)
    }))
  ]
}

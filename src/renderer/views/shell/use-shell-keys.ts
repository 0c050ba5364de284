import { spotlight } from '@mantine/spotlight'
import { useEffect } from 'react'
import { assertNever, fault } from '../../../shared/fault'
import type { MenuAction } from '../../../shared/ipc/contract'
import { aboutAction, keysAction } from '../../actions/app-actions'
import { newConnectionAction } from '../../actions/connection-actions'
import { closeTabAction } from '../../actions/desk-actions'
import { whyAction } from '../../actions/why-actions'
import { useStores } from '../../state/context'
import { selectedRows } from '../../state/selected-rows'
import type { Stores } from '../../state/stores'
import { tabs } from '../../state/ui-store'

const readOnlyNotice = fault(
  'read-only',
  'This connection is read-only.',
  'Allow signing out by the lock in the header.'
)

/** Keys that work wherever the focus is, and the menu's actions. */
export function useShellKeys(): void {
  const stores = useStores()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('[role="dialog"]') !== null) return
      if (isHandled(stores, event)) event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    const off = stores.bridge.on('menu:action', action => act(stores, action))
    return () => {
      window.removeEventListener('keydown', onKeyDown)
      off()
    }
  }, [stores])
}

/** Does what a menu item, a palette action or a key of that name does. */
export function act(stores: Stores, action: MenuAction): void {
  switch (action) {
    case 'new-connection':
      newConnectionAction(stores).run()
      return
    case 'close-tab':
      closeTabAction(stores).run()
      return
    case 'toggle-pause':
      void stores.commands.togglePause()
      return
    case 'go-to':
      spotlight.toggle()
      return
    case 'show-keys':
      keysAction(stores).run()
      return
    case 'show-about':
      aboutAction(stores).run()
      return
    default:
      assertNever(action)
  }
}

function isHandled(stores: Stores, event: KeyboardEvent): boolean {
  const { ui } = stores
  if (event.key === 'F6') return toNextRegion(event.shiftKey)
  if (event.key === 'Escape') return !isInMenu(event.target) && (isMenuClosed() || isEscaped(stores))
  if (event.ctrlKey || event.metaKey) {
    if (isTabKey(stores, event)) return true
    const key = isTyping(event.target) || event.shiftKey ? null : event.key.toLowerCase()
    if (key === 'backspace') return isSignOutAsked(stores)
    if (key === 'z') return isUndone(stores)
    const tab = tabs[Number(event.key) - 1]
    if (tab === undefined || event.shiftKey || event.altKey) return false
    ui.setState({ tab })
    return true
  }
  if (event.altKey || isTyping(event.target) || isInMenu(event.target)) return false
  if (event.key === '/') return isFilterFocused()
  if (event.key === '?') act(stores, 'show-keys')
  else if (event.key.toLowerCase() === 'p') act(stores, 'toggle-pause')
  else if (event.key.toLowerCase() === 'w' && stores.app.getState().facts?.store != null)
    whyAction(stores).run()
  else return false
  return true
}

/** Tabs are walked from wherever the focus is, as in a browser. */
function isTabKey(stores: Stores, { key, ctrlKey, shiftKey, altKey }: KeyboardEvent): boolean {
  const { desk } = stores
  if (altKey) return false
  if (key === 'Tab' && ctrlKey) void desk.walk(shiftKey ? -1 : 1)
  else if (shiftKey) return false
  else if (key === 'PageDown') void desk.walk(1)
  else if (key === 'PageUp') void desk.walk(-1)
  else if (key.toLowerCase() === 't') act(stores, 'new-connection')
  else if (key.toLowerCase() === 'w') act(stores, 'close-tab')
  else return false
  return true
}

/** Escape undoes one thing at a time: a tab with nothing in it, several rows selected, the drawer, then the filter, then the selection. */
function isEscaped({ app, ui, desk, tab: own }: Stores): boolean {
  const { facts, isConnecting } = app.getState()
  const isLeft = facts?.connection == null && !isConnecting && desk.getState().tabs.length > 1
  const { isDrawerOpen, tab, sessions, users, activity, chosen } = ui.getState()
  if (isLeft) void desk.close(own)
  else if (tab === 'sessions' && chosen !== null) ui.setState({ chosen: null })
  else if (isDrawerOpen) ui.setState({ isDrawerOpen: false })
  else if (tab === 'sessions' && (sessions.filter !== '' || sessions.user !== null))
    ui.setSessions({ filter: '', user: null })
  else if (tab === 'users' && users.filter !== '') ui.setUsers({ filter: '' })
  else if (tab === 'activity' && activity.filter !== '') ui.setActivity({ filter: '' })
  else ui.setState({ selectedKey: null, selectedUser: null, selectedLine: null })
  return true
}

function isUndone({ signOut }: Stores): boolean {
  if (signOut.getState().undoable === null) return false
  void signOut.undo()
  return true
}

/** On a read-only connection it is told how to allow it. */
function isSignOutAsked(stores: Stores): boolean {
  const ask = selectedRows(stores)
  if (ask === null) return false
  void stores.signOut.open(ask).then(isOpen => isOpen || stores.app.setState({ notice: readOnlyNotice }))
  return true
}

function isFilterFocused(): boolean {
  const input = document.querySelector<HTMLInputElement>('input[data-filter]')
  input?.focus()
  input?.select()
  return input !== null
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== 'radio' && target.type !== 'checkbox')
  )
}

/** A key in an open menu is the menu's: a letter looks for an item. */
function isInMenu(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="menu"]') !== null
}

/** An open menu closes, and nothing else with it: it takes the focus a moment after it is seen, and until then its Escape lands elsewhere. */
function isMenuClosed(): boolean {
  const menu = document.querySelector('[role="menu"]')
  menu?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  return menu !== null
}

/** F6 goes round the regions, as in a browser: to each one's first thing that takes the focus. */
function toNextRegion(isBack: boolean): boolean {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')]
  const at = regions.findIndex(region => region.contains(document.activeElement))
  const next = regions.at((at + (isBack ? -1 : 1)) % regions.length)
  const focusable = 'button:not([disabled]), input, [tabindex="0"]'
  const target =
    next?.querySelector<HTMLElement>('[data-grid]') ?? next?.querySelector<HTMLElement>(focusable)
  target?.focus()
  return true
}

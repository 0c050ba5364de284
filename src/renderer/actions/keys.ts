/** Keys by action. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
const keysByAction: Readonly<Record<string, string>> = {
  'tab sessions': 'mod 1',
  'tab users': 'mod 2',
  'tab overview': 'mod 3',
  'tab activity': 'mod 4',
  filter: '/',
  pause: 'P',
  why: 'W',
  'select-all': 'mod A',
  detail: 'Enter',
  'close-detail': 'Esc',
  'sign-out': 'mod ⌫',
  undo: 'mod Z',
  'new-connection': 'mod T',
  'close-tab': 'mod W',
  'next-tab': 'mod PgDn',
  'previous-tab': 'mod PgUp',
  'zoom in': 'mod +',
  'zoom out': 'mod -',
  'zoom reset': 'mod 0',
  keys: '?'
}

/** The keys of an action, apart by spaces; null: it has none. */
export const keysOf = (actionId: string): string | null => keysByAction[actionId] ?? null

/** Every action with keys. */
export const actionsWithKeys: readonly string[] = Object.keys(keysByAction)

/** Every key there is, as `?` lists them. */
export const keyLines: readonly (readonly [keys: string, does: string])[] = [
  ['/', 'Filter'],
  ['↓ ↑ Enter', 'In the filter: choose what is offered, take it'],
  ['mod K', 'Go to a store, a user, an action: every one of them'],
  ['↑ ↓ PgUp PgDn Home End', 'Move from row to row'],
  ['Enter Space', 'Open the detail of a session, the sessions of a user, what is folded'],
  ['→ ←', 'Open and close the detail, a user, a branch'],
  ['Esc', 'Deselect several rows, close, then clear the filter, then deselect'],
  ['mod 1 2 3 4', 'Sessions, Users, Overview, Activity'],
  ['← →', 'On the tabs: the one beside it'],
  ['← → Home End', 'In a chart: move the readout'],
  ['P', 'Pause or resume'],
  ['W', 'Why am I logged out? Of a cookie, an id or a user'],
  ['Shift ↑ ↓', 'Select several rows; Shift and a click does so too'],
  ['mod A', 'Select all that match'],
  ['mod C', 'Copy the row, or several as JSON, ids masked'],
  ['mod Shift ← →', 'On the head of a column: move it'],
  ['Shift ← →', 'On the head of a column: make it narrower or wider'],
  ['mod ⌫', 'Sign out what is selected; asks first'],
  ['mod Z', 'Bring back what was signed out last'],
  ['mod T', 'New connection, in a tab of its own; mod N as well'],
  ['mod PgUp PgDn', 'The tab before, the next one; Ctrl Tab as well'],
  ['mod W', 'Close this tab'],
  ['mod + - 0', 'Zoom in, out, and back'],
  ['F6', 'Next part of the window; with Shift the one before'],
  ['?', 'This list']
]

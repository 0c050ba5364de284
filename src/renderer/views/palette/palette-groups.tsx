import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight'
import { IconCheck } from '@tabler/icons-react'
import type { SessionRow, UserLine } from '../../../shared/domain/view'
import { quoted } from '../../../shared/filter/complete'
import type { Action } from '../../actions/action'
import { type AskedFacts, allActions } from '../../actions/all-actions'
import { keysOf } from '../../actions/keys'
import { Keys } from '../../parts/Keys'
import type { Stores } from '../../state/stores'
import { showSessions } from '../users/show-sessions'
import classes from './Palette.module.css'

/** Whom there is to go to, and what was asked for. */
export interface PaletteContext extends AskedFacts {
  readonly rows: readonly SessionRow[] | null
  readonly lines: readonly UserLine[] | null
  /** Users found by what is typed. */
  readonly found: readonly string[]
  /** What is typed, where users are not found by it: the database would have to count all of them. */
  readonly lookFor: string | null
}

const MOST_USERS = 100

/** Everything the palette offers: every action that can be done now, stores, and users. */
export function paletteGroups(stores: Stores, context: PaletteContext): SpotlightActionGroupData[] {
  const groups = allActions(stores, context).map(({ group, actions }) => ({
    group,
    actions: actions.filter(action => action.isOff !== true).map(entryOf)
  }))
  const hasStore = stores.app.getState().facts?.store != null
  return [...groups, { group: 'Users', actions: hasStore ? userEntries(stores, context) : [] }].filter(
    group => group.actions.length > 0
  )
}

function entryOf({ id, label, isOn, run }: Action): SpotlightActionData {
  const keys = keysOf(id)
  return {
    id,
    label,
    'data-action': id,
    onClick: run,
    rightSection: (
      <span className={classes.aside}>
        {isOn && <IconCheck size={14} stroke={1.75} aria-label="on" />}
        {keys !== null && <Keys keys={keys} />}
      </span>
    )
  } as SpotlightActionData
}

function userEntries({ ui }: Stores, context: PaletteContext): SpotlightActionData[] {
  const { rows, lines, found, lookFor } = context
  const users = new Set<string>(found)
  for (const row of rows ?? []) if (row.user !== null) users.add(row.user)
  for (const line of lines ?? []) if (line.kind === 'user') users.add(line.summary.user)
  const entries = [...users].slice(0, MOST_USERS).map(user => ({
    id: `user ${user}`,
    label: user,
    description: 'Show this user’s sessions',
    onClick: () => showSessions(ui, user)
  }))
  if (lookFor === null) return entries
  const look = {
    id: 'look-for-user',
    label: `Look for “${lookFor}” among all users`,
    onClick: () => {
      ui.setUsers({ filter: `user:${quoted(lookFor)}`, facet: 'all' })
      ui.setState({ tab: 'users' })
    }
  }
  return [...entries, look]
}

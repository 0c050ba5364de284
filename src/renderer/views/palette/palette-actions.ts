import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight'
import type { OpenConnection } from '../../../shared/domain/connection'
import type { RowsFormat } from '../../../shared/domain/rows'
import type { SessionRow, UserLine } from '../../../shared/domain/view'
import { rowsOf } from '../../state/chosen'
import { selectedRows } from '../../state/selected-rows'
import type { Act } from '../../state/sign-out-store'
import type { Stores } from '../../state/stores'

/** What there is to go to. */
export interface PaletteContext {
  readonly connection: OpenConnection | null
  readonly rows: readonly SessionRow[] | null
  readonly lines: readonly UserLine[] | null
  /** Users found by what is typed. */
  readonly found: readonly string[]
  readonly hasStore: boolean
  readonly isPaused: boolean
}

const MOST_USERS = 100

/** Everything the palette offers, in groups: acts first, because they are few. */
export function paletteActions(stores: Stores, context: PaletteContext): SpotlightActionGroupData[] {
  return [
    { group: 'Do', actions: acts(stores, context) },
    { group: 'Stores', actions: storeActions(stores, context.connection) },
    { group: 'Users', actions: context.hasStore ? userActions(stores, context) : [] }
  ].filter(group => group.actions.length > 0)
}

function acts(stores: Stores, { hasStore, isPaused, connection }: PaletteContext): SpotlightActionData[] {
  const { app, ui, commands, signOut } = stores
  function copy(format: RowsFormat): void {
    const { chosen, selectedKey, sessions } = ui.getState()
    void commands.copyRows(rowsOf(chosen, selectedKey, sessions), format)
  }
  const ofStore: SpotlightActionData[] = [
    { id: 'sessions', label: 'Sessions', onClick: () => ui.setState({ tab: 'sessions' }) },
    { id: 'users', label: 'Users', onClick: () => ui.setState({ tab: 'users' }) },
    { id: 'overview', label: 'Overview', onClick: () => ui.setState({ tab: 'overview' }) },
    { id: 'activity', label: 'Activity', onClick: () => ui.setState({ tab: 'activity' }) },
    { id: 'past', label: 'Look back', onClick: () => ui.setState({ tab: 'sessions', isPastOpen: true }) },
    { id: 'copy-json', label: 'Copy selected sessions as JSON', onClick: () => copy('json') },
    { id: 'copy-csv', label: 'Copy selected sessions as CSV', onClick: () => copy('csv') },
    {
      id: 'export',
      label: 'Export all sessions that match',
      onClick: () => ui.setState({ tab: 'sessions', isExportOpen: true })
    },
    { id: 'sign-out', label: 'Sign out what is selected', onClick: () => actOnSelected(stores, 'end') },
    {
      id: 'expiry',
      label: 'Set the expiry of what is selected',
      onClick: () => actOnSelected(stores, 'expiry')
    },
    { id: 'undo', label: 'Undo the last sign-out', onClick: () => void signOut.undo() },
    {
      id: 'lock',
      label: connection?.isReadOnly
        ? 'Allow signing out for this connection'
        : 'Make this connection read-only',
      onClick: () => void commands.allowSignOut(connection?.isReadOnly ?? false)
    },
    { id: 'audit', label: 'What was done from here', onClick: () => ui.setState({ isAuditOpen: true }) },
    { id: 'pause', label: isPaused ? 'Resume' : 'Pause', onClick: () => void commands.togglePause() }
  ]
  const ofConnection: SpotlightActionData[] = [
    { id: 'map', label: 'Map the fields of a collection', onClick: () => ui.setState({ mappingNs: '' }) },
    { id: 'refresh', label: 'Look for stores again', onClick: () => void commands.refresh() },
    { id: 'close', label: 'Close this connection', onClick: () => void commands.close() }
  ]
  return [
    ...(hasStore ? ofStore : []),
    { id: 'new', label: 'New connection', onClick: () => app.setState({ isChoosing: true }) },
    ...(connection === null ? [] : ofConnection),
    {
      id: 'system',
      label: 'Appearance: as the system',
      onClick: () => void commands.setAppearance('system')
    },
    { id: 'light', label: 'Appearance: light', onClick: () => void commands.setAppearance('light') },
    { id: 'dark', label: 'Appearance: dark', onClick: () => void commands.setAppearance('dark') },
    { id: 'keys', label: 'Keys', onClick: () => ui.setState({ isKeyListOpen: true }) }
  ]
}

function actOnSelected({ ui, users, signOut }: Stores, act: Act): void {
  const ask = selectedRows({ ui, users })
  if (ask !== null) void signOut.open(ask, act)
}

function storeActions({ commands }: Stores, connection: OpenConnection | null): SpotlightActionData[] {
  return (connection?.discovery.stores ?? []).map(ns => ({
    id: `store ${ns}`,
    label: ns,
    onClick: () => void commands.openNs(ns)
  }))
}

function userActions({ ui }: Stores, { rows, lines, found }: PaletteContext): SpotlightActionData[] {
  const users = new Set<string>(found)
  for (const row of rows ?? []) if (row.user !== null) users.add(row.user)
  for (const line of lines ?? []) if (line.kind === 'user') users.add(line.summary.user)
  return [...users].slice(0, MOST_USERS).map(user => ({
    id: `user ${user}`,
    label: user,
    description: 'Show this user’s sessions',
    onClick: () => {
      ui.setSessions({ user, facet: 'all', filter: '' })
      ui.setState({ tab: 'sessions' })
    }
  }))
}

import { Button, Menu } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import type { RowsFormat } from '../../../shared/domain/rows'
import { countOf } from '../../format/numbers'
import { rowsOf } from '../../state/chosen'
import { useConnection, useStores, useUi } from '../../state/context'
import classes from './ColumnsMenu.module.css'

/** What can be done with several sessions: those selected to the clipboard, all that match to a file, either signed out. */
export function RowsMenu({ isWordless }: { readonly isWordless: boolean }) {
  const { ui, commands, signOut } = useStores()
  const isReadOnly = useConnection()?.isReadOnly ?? true
  const chosen = useUi(state => state.chosen)
  const hasCurrent = useUi(state => state.selectedKey !== null)
  const what =
    chosen?.kind === 'some'
      ? countOf(chosen.keys.size, 'session')
      : chosen === null && hasCurrent
        ? 'the selected session'
        : 'all that match'

  const rowsNow = () => rowsOf(chosen, ui.getState().selectedKey, ui.getState().sessions)

  function copy(format: RowsFormat): void {
    void commands.copyRows(rowsNow(), format)
  }

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" aria-label="Copy, export or sign out" className={classes.root ?? ''}>
          <IconFileExport size={14} stroke={1.75} aria-hidden />
          {!isWordless && <span className={classes.word}>Export</span>}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Copy {what}, ids masked</Menu.Label>
        <Menu.Item onClick={() => copy('json')}>As JSON</Menu.Item>
        <Menu.Item onClick={() => copy('csv')}>As CSV</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => ui.setState({ isExportOpen: true })}>Export all that match…</Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={isReadOnly} onClick={() => void signOut.open(rowsNow())}>
          Sign out {what}…
          {isReadOnly && <span className={classes.why}>Read-only: allow it by the lock in the header</span>}
        </Menu.Item>
        <Menu.Item disabled={isReadOnly} onClick={() => void signOut.open(rowsNow(), 'expiry')}>
          Set the expiry of {what}…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

import { Button, Menu } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { copyActions, exportAction } from '../../actions/session-actions'
import { rowsWord, signOutActions } from '../../actions/sign-out-actions'
import { ActionItem, ActionItems } from '../../parts/ActionItem'
import { useConnection, useStores, useUi } from '../../state/context'
import classes from './ColumnsMenu.module.css'

/** What can be done with several sessions: those selected to the clipboard, all that match to a file, either signed out. */
export function RowsMenu({ isWordless }: { readonly isWordless: boolean }) {
  const stores = useStores()
  const isReadOnly = useConnection()?.isReadOnly ?? true
  // What its items say goes by these.
  useUi(state => state.chosen)
  useUi(state => state.selectedKey !== null)
  const [end, expiry] = signOutActions(stores)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" aria-label="Copy, export or sign out" className={classes.root ?? ''}>
          <IconFileExport size={14} stroke={1.75} aria-hidden />
          {!isWordless && <span className={classes.word}>Export</span>}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Copy {rowsWord(stores)}, ids masked</Menu.Label>
        <ActionItems actions={copyActions(stores)} />
        <Menu.Divider />
        <ActionItem action={exportAction(stores)} />
        <Menu.Divider />
        {end && (
          <ActionItem action={end}>
            {end.label}
            {isReadOnly && <span className={classes.why}>Read-only: allow it by the lock in the header</span>}
          </ActionItem>
        )}
        {expiry && <ActionItem action={expiry} />}
      </Menu.Dropdown>
    </Menu>
  )
}

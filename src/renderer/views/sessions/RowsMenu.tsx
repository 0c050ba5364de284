import { Button, Menu } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { copyActions, exportAction } from '../../actions/session-actions'
import { countOf } from '../../format/numbers'
import { ActionItem, ActionItems } from '../../parts/ActionItem'
import { useStores, useUi } from '../../state/context'
import classes from './ColumnsMenu.module.css'

/** Takes sessions out of the app: those selected to the clipboard, all that match to a file. */
export function RowsMenu({ isWordless }: { readonly isWordless: boolean }) {
  const stores = useStores()
  const chosen = useUi(state => state.chosen)
  const hasCurrent = useUi(state => state.selectedKey !== null)
  const what =
    chosen?.kind === 'some'
      ? countOf(chosen.keys.size, 'session')
      : chosen === null && hasCurrent
        ? 'the selected session'
        : 'all that match'

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" aria-label="Copy or export" className={classes.root ?? ''}>
          <IconFileExport size={14} stroke={1.75} aria-hidden />
          {!isWordless && <span className={classes.word}>Export</span>}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Copy {what}, ids masked</Menu.Label>
        <ActionItems actions={copyActions(stores)} />
        <Menu.Divider />
        <ActionItem action={exportAction(stores)} />
      </Menu.Dropdown>
    </Menu>
  )
}

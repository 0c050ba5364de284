import { Menu } from '@mantine/core'
import { IconKeyboard, IconPlugX, IconSettings } from '@tabler/icons-react'
import { appearanceActions, keysAction, timeStyleActions, zoneActions } from '../../actions/app-actions'
import { closeAction } from '../../actions/connection-actions'
import { transferActions } from '../../actions/saved-actions'
import { ActionItem, ActionItems } from '../../parts/ActionItem'
import { useApp, useConnection, useStores, useUi } from '../../state/context'
import classes from './SettingsMenu.module.css'

/** The sidebar's foot: appearance, keys, closing the connection, and the version. */
export function SettingsMenu() {
  const stores = useStores()
  const version = useApp(state => state.facts?.version ?? '')
  // What its items say goes by these.
  useApp(state => state.facts?.appearance)
  useApp(state => state.facts?.saved)
  useConnection()
  useUi(state => state.times)
  return (
    <div className={classes.root}>
      <Menu position="top-start" width={220}>
        <Menu.Target>
          <button type="button" className={classes.button}>
            <IconSettings size={13} stroke={1.75} aria-hidden />
            Settings
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Appearance</Menu.Label>
          <ActionItems actions={appearanceActions(stores)} />
          <Menu.Divider />
          <Menu.Label>Times, by the server’s clock</Menu.Label>
          <ActionItems actions={zoneActions(stores)} />
          <Menu.Divider />
          <Menu.Label>Since, last seen, expiry</Menu.Label>
          <ActionItems actions={timeStyleActions(stores)} />
          <Menu.Divider />
          <Menu.Label>Connections</Menu.Label>
          <ActionItems actions={transferActions(stores)} />
          <Menu.Divider />
          <ActionItem action={keysAction(stores)} leftSection={<IconKeyboard size={14} stroke={1.75} />} />
          <ActionItem action={closeAction(stores)} leftSection={<IconPlugX size={14} stroke={1.75} />} />
        </Menu.Dropdown>
      </Menu>
      <span className={classes.version}>{version}</span>
    </div>
  )
}

import { Menu } from '@mantine/core'
import { IconKeyboard, IconPlugX, IconSettings } from '@tabler/icons-react'
import type { Appearance } from '../../../shared/ipc/contract'
import type { TimeZone } from '../../format/clock-time'
import type { TimeStyle } from '../../format/instant'
import { useApp, useConnection, useStores, useUi } from '../../state/context'
import classes from './SettingsMenu.module.css'

const appearances: readonly { value: Appearance; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' }
]

const zones: readonly { value: TimeZone; label: string }[] = [
  { value: 'local', label: 'In this computer’s time zone' },
  { value: 'utc', label: 'In UTC' }
]

const styles: readonly { value: TimeStyle; label: string }[] = [
  { value: 'usual', label: 'As each column has it' },
  { value: 'relative', label: 'How long ago, how long left' },
  { value: 'clock', label: 'By the clock' }
]

/** The sidebar's foot: appearance, keys, closing the connection, and the version. */
export function SettingsMenu() {
  const { commands, ui } = useStores()
  const appearance = useApp(state => state.facts?.appearance ?? 'system')
  const version = useApp(state => state.facts?.version ?? '')
  const connection = useConnection()
  const times = useUi(state => state.times)
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
          {appearances.map(({ value, label }) => (
            <Menu.RadioItem
              key={value}
              value={value}
              checked={appearance === value}
              closeMenuOnClick
              onChange={() => void commands.setAppearance(value)}
            >
              {label}
            </Menu.RadioItem>
          ))}
          <Menu.Divider />
          <Menu.Label>Times, by the server’s clock</Menu.Label>
          {zones.map(({ value, label }) => (
            <Menu.RadioItem
              key={value}
              value={value}
              checked={times.zone === value}
              closeMenuOnClick
              onChange={() => ui.setState({ times: { ...times, zone: value } })}
            >
              {label}
            </Menu.RadioItem>
          ))}
          <Menu.Divider />
          <Menu.Label>Since, last seen, expiry</Menu.Label>
          {styles.map(({ value, label }) => (
            <Menu.RadioItem
              key={value}
              value={value}
              checked={times.style === value}
              closeMenuOnClick
              onChange={() => ui.setState({ times: { ...times, style: value } })}
            >
              {label}
            </Menu.RadioItem>
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconKeyboard size={14} stroke={1.75} />}
            rightSection="?"
            onClick={() => ui.setState({ isKeyListOpen: true })}
          >
            Keys
          </Menu.Item>
          <Menu.Item
            disabled={connection === null}
            leftSection={<IconPlugX size={14} stroke={1.75} />}
            onClick={() => void commands.close()}
          >
            Close this connection
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <span className={classes.version}>{version}</span>
    </div>
  )
}

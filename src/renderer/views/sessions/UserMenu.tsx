import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconUsers, IconX } from '@tabler/icons-react'
import { useNameOf, useStores, useUi } from '../../state/context'
import classes from './UserMenu.module.css'

/** Whose sessions are shown: everybody's, or one user's, with the way back. Everybody's needs saying only where there is room. */
export function UserMenu({ isRoomy }: { readonly isRoomy: boolean }) {
  const { ui } = useStores()
  const user = useUi(state => state.sessions.user)
  const name = useNameOf(user)
  if (user === null && !isRoomy) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          className={classes.root ?? ''}
          data-chosen={user !== null || undefined}
          rightSection={<IconChevronDown size={14} stroke={1.75} />}
        >
          <bdi className={classes.name}>{name ?? user ?? 'All users'}</bdi>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {user !== null && (
          <Menu.Item
            leftSection={<IconX size={14} stroke={1.75} />}
            onClick={() => ui.setSessions({ user: null })}
          >
            Show all users
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconUsers size={14} stroke={1.75} />}
          onClick={() => ui.setState({ tab: 'users' })}
        >
          Choose a user on the Users tab
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

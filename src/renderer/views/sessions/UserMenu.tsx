import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconUsers, IconX } from '@tabler/icons-react'
import { userActions } from '../../actions/session-actions'
import { ActionItem } from '../../parts/ActionItem'
import { useNameOf, useStores, useUi } from '../../state/context'
import classes from './UserMenu.module.css'

const icon = { size: 14, stroke: 1.75 } as const

/** Whose sessions are shown: everybody's, or one user's, with the way back. Everybody's needs saying only where there is room. */
export function UserMenu({ isRoomy }: { readonly isRoomy: boolean }) {
  const stores = useStores()
  const user = useUi(state => state.sessions.user)
  const name = useNameOf(user)
  if (user === null && !isRoomy) return null
  // A menu whose first item takes no focus does not hear its keys.
  const actions = userActions(stores).filter(action => action.isOff !== true)
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
        {actions.map(action => (
          <ActionItem
            key={action.id}
            action={action}
            leftSection={action.id === 'all-users' ? <IconX {...icon} /> : <IconUsers {...icon} />}
          />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

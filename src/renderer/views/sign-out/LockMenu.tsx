import { Menu } from '@mantine/core'
import { IconLock, IconLockOpen } from '@tabler/icons-react'
import { lockActions } from '../../actions/sign-out-actions'
import { ActionItem } from '../../parts/ActionItem'
import { useConnection, useStores } from '../../state/context'
import classes from './LockMenu.module.css'

/** Whether sessions may be ended on this connection, always in sight, and the way to change that. */
export function LockMenu({ isWordy }: { readonly isWordy: boolean }) {
  const [lock, audit] = lockActions(useStores())
  const isReadOnly = useConnection()?.isReadOnly ?? true
  const word = isReadOnly ? 'Read-only' : 'Sign-out allowed'
  const Icon = isReadOnly ? IconLock : IconLockOpen
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <button type="button" className={classes.root} data-open={!isReadOnly || undefined}>
          <Icon size={13} stroke={1.75} aria-hidden />
          {isWordy ? word : <span className="visually-hidden">{word}</span>}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {isReadOnly
            ? 'Sextant sends this server nothing that writes.'
            : 'Sessions can be deleted here, each time after asking.'}
        </Menu.Label>
        {lock && (
          <ActionItem action={lock}>
            {lock.short}
            <span className={classes.why}>
              {isReadOnly
                ? 'Until it is closed; each sign-out asks, and can be undone'
                : 'What was done can be undone after allowing it again'}
            </span>
          </ActionItem>
        )}
        <Menu.Divider />
        {audit && <ActionItem action={audit} />}
      </Menu.Dropdown>
    </Menu>
  )
}

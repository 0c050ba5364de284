import { Button, Tooltip } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import type { RowsAsk } from '../../../shared/domain/rows'
import { useConnection, useStores } from '../../state/context'
import classes from './SignOutButton.module.css'

interface Props {
  readonly ask: () => RowsAsk
  readonly label: string
}

const HOW = 'Read-only. Allow signing out for this connection by the lock in the header.'

/** Asks whether to end these. On a read-only connection it stays, and says how to allow it. */
export function SignOutButton({ ask, label }: Props) {
  const { signOut } = useStores()
  const isReadOnly = useConnection()?.isReadOnly ?? true
  return (
    <Tooltip label={HOW} disabled={!isReadOnly}>
      <Button
        variant="default"
        className={classes.root ?? ''}
        {...(isReadOnly && { 'data-disabled': true, 'aria-description': HOW })}
        aria-disabled={isReadOnly}
        leftSection={<IconLogout size={14} stroke={1.75} />}
        onClick={() => void (isReadOnly || signOut.open(ask()))}
      >
        {label}
      </Button>
    </Tooltip>
  )
}

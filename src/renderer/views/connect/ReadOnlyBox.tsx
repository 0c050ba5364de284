import { Checkbox } from '@mantine/core'
import classes from './ReadOnlyBox.module.css'

interface Props {
  readonly isReadOnly: boolean
  readonly onChange: (isReadOnly: boolean) => void
}

/** Ticked, Sextant sends the server nothing that writes; unticked, sessions can be signed out, each time after asking. */
export function ReadOnlyBox({ isReadOnly, onChange }: Props) {
  return (
    <Checkbox
      className={classes.root ?? ''}
      checked={isReadOnly}
      onChange={event => onChange(event.currentTarget.checked)}
      label={
        <>
          <span className={classes.strong}>Read-only</span>{' '}
          {isReadOnly
            ? 'Sextant writes nothing until the lock in the header allows it'
            : 'Sessions can be signed out, each time after asking'}
        </>
      }
    />
  )
}

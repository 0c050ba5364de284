import { Checkbox } from '@mantine/core'
import classes from './ReadOnlyBox.module.css'

/** Says that Sextant only reads. Ticked for good until there is something it could write. */
export function ReadOnlyBox() {
  return (
    <Checkbox
      className={classes.root ?? ''}
      checked
      disabled
      label={
        <>
          <span className={classes.strong}>Read-only</span> Sextant never writes. Signing out comes later, and
          will ask for it here
        </>
      }
    />
  )
}

import { Checkbox } from '@mantine/core'
import type { Action } from '../actions/action'

/** An action that turns something on and off, as a box to tick. */
export function ActionTick({ action }: { readonly action: Action | undefined }) {
  if (action === undefined) return null
  return (
    <Checkbox
      size="xs"
      checked={action.isOn === true}
      disabled={action.isOff === true}
      onChange={action.run}
      label={action.short}
    />
  )
}

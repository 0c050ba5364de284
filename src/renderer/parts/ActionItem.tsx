import { Menu, type MenuItemProps } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Action } from '../actions/action'
import { keysOf } from '../actions/keys'
import { Keys } from './Keys'

interface Props extends Pick<MenuItemProps, 'leftSection' | 'className' | 'closeMenuOnClick'> {
  readonly action: Action
  /** In place of its own words. */
  readonly children?: ReactNode
  readonly label?: string
}

/** An action in a menu: a choice with its mark, or a plain item. */
export function ActionItem({ action, children, label, className = '', ...rest }: Props) {
  const { id, isOn, isOff, run } = action
  const words = children ?? action.short ?? action.label
  const keys = keysOf(id)
  const common = { 'data-action': id, disabled: isOff ?? false, className, ...rest }
  if (isOn !== undefined)
    return (
      <Menu.RadioItem value={id} checked={isOn} closeMenuOnClick onChange={run} {...common}>
        {words}
      </Menu.RadioItem>
    )
  return (
    <Menu.Item
      {...common}
      aria-label={label}
      title={label}
      rightSection={keys === null ? null : <Keys keys={keys} />}
      onClick={run}
    >
      {words}
    </Menu.Item>
  )
}

/** Several of them. */
export function ActionItems({ actions }: { readonly actions: readonly Action[] }) {
  return actions.map(action => <ActionItem key={action.id} action={action} />)
}

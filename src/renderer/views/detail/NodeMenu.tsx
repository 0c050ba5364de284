import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useRef } from 'react'
import { useStores } from '../../state/context'
import classes from './NodeMenu.module.css'
import type { TreeNode } from './tree-nodes'
import { userPathOf } from './user-path'

interface Props {
  readonly item: TreeNode
  readonly payloadPath: string | null
  readonly isOpen: boolean
  readonly onOpen: (isOpening: boolean) => void
  readonly onReveal: (path: string) => void
}

/** What can be done with one line of the document. The menu itself is only made for the line that has it open. */
export function NodeMenu(props: Props) {
  const { item, isOpen, onOpen } = props
  if (isOpen) return <OpenMenu {...props} />
  return (
    <button
      type="button"
      className={classes.more}
      tabIndex={-1}
      aria-label={`Actions for ${item.node.path}`}
      aria-haspopup="menu"
      onClick={event => {
        event.stopPropagation()
        onOpen(true)
      }}
    >
      <IconDots size={13} stroke={1.75} aria-hidden />
    </button>
  )
}

function OpenMenu({ item, payloadPath, onOpen, onReveal }: Props) {
  const { commands } = useStores()
  const target = useRef<HTMLButtonElement>(null)
  const { node } = item
  const path = userPathOf(item, payloadPath)

  function close(): void {
    // The line is where the keys were before.
    target.current?.closest<HTMLElement>('[role="treeitem"]')?.focus()
    onOpen(false)
  }

  return (
    <Menu opened onClose={close} position="bottom-end" width={190} returnFocus={false} shadow="md">
      <Menu.Target>
        <button
          type="button"
          ref={target}
          className={classes.more}
          tabIndex={-1}
          data-open
          aria-label={`Actions for ${node.path}`}
          onClick={event => event.stopPropagation()}
        >
          <IconDots size={13} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown onClick={event => event.stopPropagation()} aria-label={`Actions for ${node.path}`}>
        {path !== null && (
          <Menu.Item onClick={() => void commands.learnUser(path)}>This is the user</Menu.Item>
        )}
        {node.isMasked && <Menu.Item onClick={() => onReveal(node.path)}>Reveal</Menu.Item>}
        {node.children === null && !node.isMasked && !node.isCut && (
          <Menu.Item onClick={() => void commands.copy(node.text)}>Copy value</Menu.Item>
        )}
        <Menu.Item onClick={() => void commands.copy(node.path)}>Copy path</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

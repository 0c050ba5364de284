import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import classes from './TreeList.module.css'

interface Item {
  readonly id: string
  readonly level: number
}

interface Props<T extends Item> {
  readonly label: string
  /** The lines to be seen, in order: what is folded away is not among them. */
  readonly items: readonly T[]
  readonly currentId: string | null
  /** Null for a leaf. */
  readonly isOpen: (item: T) => boolean | null
  readonly nameOf: (item: T) => string
  readonly onActivate: (item: T) => void
  readonly onToggle: (item: T) => void
  /** What a middle click does, and Ctrl or ⌘ with a click or Enter. */
  readonly onBeside?: (item: T) => void
  /** Opens the menu of a line: by its own key, by a right click, and of a leaf also by Enter. */
  readonly onMenu?: (item: T) => void
  readonly render: (item: T) => ReactNode
}

/** A tree moved through by arrow keys: up and down over the lines, right opens or enters, left closes or leaves. */
export function TreeList<T extends Item>(props: Props<T>) {
  const { label, items, currentId, isOpen, nameOf, onActivate, onToggle, onMenu, onBeside, render } = props
  const root = useRef<HTMLDivElement>(null)
  const [focusedId, setFocusedId] = useState<string | null>(null)
  const entryId = [focusedId, currentId].find(id => items.some(item => item.id === id)) ?? items[0]?.id

  function focus(item: T | undefined): void {
    if (item === undefined) return
    setFocusedId(item.id)
    root.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[items.indexOf(item)]?.focus()
  }

  function onKeyDown(event: KeyboardEvent, item: T): void {
    if (event.target !== event.currentTarget) return
    if (event.ctrlKey || event.metaKey) {
      if (onBeside === undefined || event.key !== 'Enter') return
      event.preventDefault()
      onBeside(item)
      return
    }
    const at = items.indexOf(item)
    if (event.key === 'ArrowDown') focus(items[at + 1])
    else if (event.key === 'ArrowUp') focus(items[at - 1])
    else if (event.key === 'Home') focus(items[0])
    else if (event.key === 'End') focus(items.at(-1))
    else if (event.key === 'ArrowRight') {
      if (isOpen(item) === false) onToggle(item)
      else if (isOpen(item)) focus(items[at + 1])
    } else if (event.key === 'ArrowLeft') {
      if (isOpen(item)) onToggle(item)
      else focus(items.slice(0, at).findLast(before => before.level < item.level))
    } else if (onMenu && isMenuKey(event, isOpen(item) === null)) onMenu(item)
    else if (event.key === 'Enter' || event.key === ' ') onActivate(item)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div ref={root} role="tree" aria-label={label} className={classes.root}>
      {items.map(item => (
        <div
          key={item.id}
          role="treeitem"
          aria-label={nameOf(item)}
          aria-level={item.level}
          aria-expanded={isOpen(item) ?? undefined}
          aria-selected={item.id === currentId}
          aria-current={item.id === currentId || undefined}
          tabIndex={item.id === entryId ? 0 : -1}
          className={classes.item}
          style={{ paddingLeft: 8 + (item.level - 1) * 16 }}
          onClick={event => {
            setFocusedId(item.id)
            if (onBeside && (event.ctrlKey || event.metaKey)) onBeside(item)
            else onActivate(item)
          }}
          onAuxClick={event => {
            if (event.button === 1) onBeside?.(item)
          }}
          onContextMenu={event => {
            if (!onMenu) return
            event.preventDefault()
            setFocusedId(item.id)
            onMenu(item)
          }}
          onKeyDown={event => onKeyDown(event, item)}
        >
          {render(item)}
        </div>
      ))}
    </div>
  )
}

const isMenuKey = ({ key, shiftKey }: KeyboardEvent, isLeaf: boolean) =>
  key === 'ContextMenu' || (key === 'F10' && shiftKey) || (key === 'Enter' && isLeaf)

import { Button, Menu } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconLayoutColumns } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { MOST_PATH_COLUMNS } from '../../../shared/domain/columns'
import { pathOf } from '../../../shared/domain/view'
import type { Column } from '../../parts/columns'
import { useColumns } from '../../parts/use-columns'
import { firstLook } from '../../state/column-look'
import { useColumnLook, useSetColumns, useStores } from '../../state/context'
import { firstSessionsQuery } from '../../state/ui-store'
import { AddColumnDialog } from './AddColumnDialog'
import classes from './ColumnsMenu.module.css'
import { columnsWith, type SessionColumnId } from './session-columns'

/** Which columns the Sessions grid shows and in which order: ours, and paths in the payload, kept for this store. */
export function ColumnsMenu({ isWordless }: { readonly isWordless: boolean }) {
  const { ui } = useStores()
  const { hidden, paths } = useColumnLook()
  const setColumns = useSetColumns()
  const ordered = useColumns(
    'sessions',
    useMemo(() => columnsWith(paths), [paths])
  )
  const [isAdding, setAdding] = useState(false)
  const movable = ordered.columns.filter(column => !column.isPinned)
  const isShown = (id: string) => !hidden.includes(id)

  function toggle(id: SessionColumnId): void {
    const path = pathOf(id)
    if (path !== null) {
      setColumns({ paths: paths.filter(one => one !== path) })
      if (ui.getState().sessions.sort.by === id) ui.setSessions({ sort: firstSessionsQuery.sort })
    } else setColumns({ hidden: isShown(id) ? [...hidden, id] : hidden.filter(one => one !== id) })
  }

  return (
    <>
      <Menu position="bottom-end" closeOnItemClick={false}>
        <Menu.Target>
          <Button variant="subtle" aria-label="Columns" className={classes.root ?? ''}>
            <IconLayoutColumns size={14} stroke={1.75} aria-hidden />
            {!isWordless && <span className={classes.word}>Columns</span>}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {movable.map((column, at) => (
            <ColumnItems
              key={column.id}
              column={column}
              isShown={isShown(column.id)}
              canMove={by => movable[at + by] !== undefined}
              onToggle={() => toggle(column.id)}
              onMove={by => ordered.move(movable, { id: column.id, by })}
            />
          ))}
          <Menu.Divider />
          <Menu.Item
            closeMenuOnClick
            disabled={paths.length >= MOST_PATH_COLUMNS}
            onClick={() => setAdding(true)}
          >
            Add a path in the payload…
          </Menu.Item>
          <Menu.Item onClick={() => setColumns(firstLook)}>Columns as they were</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <AddColumnDialog
        isOpen={isAdding}
        onAdd={path => setColumns({ paths: [...paths.filter(one => one !== path), path] })}
        onClose={() => setAdding(false)}
      />
    </>
  )
}

interface ItemsProps {
  readonly column: Column<SessionColumnId>
  readonly isShown: boolean
  readonly canMove: (by: number) => boolean
  readonly onToggle: () => void
  readonly onMove: (by: number) => void
}

const moves = [
  { by: -1, word: 'left', Icon: IconArrowLeft },
  { by: 1, word: 'right', Icon: IconArrowRight }
] as const

/** One column: shown or not, and a step to either side. */
function ColumnItems({ column, isShown, canMove, onToggle, onMove }: ItemsProps) {
  return (
    <div role="none" className={classes.line}>
      <Menu.CheckboxItem className={classes.column ?? ''} checked={isShown} onChange={onToggle}>
        <span className={pathOf(column.id) === null ? undefined : 'mono'}>{column.label}</span>
      </Menu.CheckboxItem>
      {moves.map(({ by, word, Icon }) => (
        <Menu.Item
          key={word}
          className={classes.move ?? ''}
          aria-label={`Move ${column.label} ${word}`}
          title={`Move ${word}`}
          disabled={!canMove(by)}
          onClick={() => onMove(by)}
        >
          <Icon size={14} stroke={1.75} aria-hidden />
        </Menu.Item>
      ))}
    </div>
  )
}

import { Button, Menu } from '@mantine/core'
import { IconLayoutColumns } from '@tabler/icons-react'
import { useState } from 'react'
import { MOST_PATH_COLUMNS } from '../../../shared/domain/columns'
import { usePathColumns, useStoreId, useStores, useUi } from '../../state/context'
import { AddColumnDialog } from './AddColumnDialog'
import classes from './ColumnsMenu.module.css'
import { sessionColumns } from './session-columns'

/** Which columns the Sessions grid shows: ours, and paths in the payload, which are kept for this store. */
export function ColumnsMenu({ isWordless }: { readonly isWordless: boolean }) {
  const { ui } = useStores()
  const storeId = useStoreId()
  const paths = usePathColumns()
  const hidden = useUi(state => state.hiddenColumns)
  const [isAdding, setAdding] = useState(false)

  function toggle(id: string): void {
    ui.setState({
      hiddenColumns: hidden.includes(id) ? hidden.filter(one => one !== id) : [...hidden, id]
    })
  }

  function setPaths(next: readonly string[]): void {
    if (storeId !== null)
      ui.setState(({ pathColumns }) => ({ pathColumns: { ...pathColumns, [storeId]: next } }))
  }

  function reset(): void {
    ui.setState({ hiddenColumns: [], columnWidths: {} })
    setPaths([])
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
          {sessionColumns
            .filter(column => !column.isFixed)
            .map(column => (
              <Menu.CheckboxItem
                key={column.id}
                checked={!hidden.includes(column.id)}
                onChange={() => toggle(column.id)}
              >
                {column.label}
              </Menu.CheckboxItem>
            ))}
          {paths.map(path => (
            <Menu.CheckboxItem
              key={path}
              checked
              onChange={() => setPaths(paths.filter(one => one !== path))}
            >
              <span className="mono">{path}</span>
            </Menu.CheckboxItem>
          ))}
          <Menu.Divider />
          <Menu.Item
            closeMenuOnClick
            disabled={paths.length >= MOST_PATH_COLUMNS}
            onClick={() => setAdding(true)}
          >
            Add a path in the payload…
          </Menu.Item>
          <Menu.Item onClick={reset}>Columns as they were</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <AddColumnDialog
        isOpen={isAdding}
        onAdd={path => setPaths([...paths.filter(one => one !== path), path])}
        onClose={() => setAdding(false)}
      />
    </>
  )
}

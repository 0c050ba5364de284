import { Button, Menu } from '@mantine/core'
import { IconLayoutColumns } from '@tabler/icons-react'
import { useStores, useUi } from '../../state/context'
import classes from './ColumnsMenu.module.css'
import { sessionColumns } from './session-columns'

/** Which columns the Sessions grid shows. */
export function ColumnsMenu({ isWordless }: { readonly isWordless: boolean }) {
  const { ui } = useStores()
  const hidden = useUi(state => state.hiddenColumns)
  function toggle(id: string): void {
    ui.setState({
      hiddenColumns: hidden.includes(id) ? hidden.filter(one => one !== id) : [...hidden, id]
    })
  }
  return (
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
        <Menu.Divider />
        <Menu.Item onClick={() => ui.setState({ hiddenColumns: [], columnWidths: {} })}>
          Columns as they were
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

import { Button, Menu } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconLayoutColumns } from '@tabler/icons-react'
import { pathOf } from '../../../shared/domain/view'
import { type ColumnActions, columnActions, columnsActions } from '../../actions/column-actions'
import { ActionItem } from '../../parts/ActionItem'
import { useColumnLook, useSetColumns, useStores, useUi } from '../../state/context'
import { AddColumnDialog } from './AddColumnDialog'
import classes from './ColumnsMenu.module.css'

/** Which columns the Sessions grid shows and in which order: ours, and paths in the payload, kept for this store. */
export function ColumnsMenu({ isWordless }: { readonly isWordless: boolean }) {
  const stores = useStores()
  const { paths } = useColumnLook()
  const setColumns = useSetColumns()
  const isAdding = useUi(state => state.isAddColumnOpen)
  const [add, reset] = columnsActions(stores)
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
          {columnActions(stores).map(one => (
            <ColumnItems key={one.column.id} actions={one} />
          ))}
          <Menu.Divider />
          {add && <ActionItem action={add} closeMenuOnClick />}
          {reset && <ActionItem action={reset} />}
        </Menu.Dropdown>
      </Menu>
      <AddColumnDialog
        isOpen={isAdding}
        onAdd={path => setColumns({ paths: [...paths.filter(one => one !== path), path] })}
        onClose={() => stores.ui.setState({ isAddColumnOpen: false })}
      />
    </>
  )
}

const arrow = { size: 14, stroke: 1.75, 'aria-hidden': true } as const

/** One column: shown or not, and a step to either side. */
function ColumnItems({ actions: { column, show, moves } }: { readonly actions: ColumnActions }) {
  const [left, right] = moves
  return (
    <div role="none" className={classes.line}>
      <Menu.CheckboxItem
        data-action={show.id}
        className={classes.column ?? ''}
        checked={show.isOn ?? false}
        onChange={show.run}
      >
        <span className={pathOf(column.id) === null ? undefined : 'mono'}>{column.label}</span>
      </Menu.CheckboxItem>
      <ActionItem action={left} label={left.label} className={classes.move ?? ''}>
        <IconArrowLeft {...arrow} />
      </ActionItem>
      <ActionItem action={right} label={right.label} className={classes.move ?? ''}>
        <IconArrowRight {...arrow} />
      </ActionItem>
    </div>
  )
}

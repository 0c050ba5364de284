import { Autocomplete, Button, Modal } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { useStores } from '../../state/context'
import classes from './ColumnsMenu.module.css'

interface Props {
  readonly isOpen: boolean
  readonly onAdd: (path: string) => void
  readonly onClose: () => void
}

/** Asks for a path in the payload, offering those that were seen there. */
export function AddColumnDialog({ isOpen, onAdd, onClose }: Props) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Add a column" size={420}>
      {isOpen && <Content onAdd={onAdd} onClose={onClose} />}
    </Modal>
  )
}

function Content({ onAdd, onClose }: Omit<Props, 'isOpen'>) {
  const { bridge } = useStores()
  const [paths, setPaths] = useState<readonly string[]>([])
  const [path, setPath] = useState('')
  const wanted = path.trim()
  const isPath = wanted !== '' && !wanted.split('.').includes('')

  useEffect(() => {
    void bridge.ask('filter:paths', undefined).then(outcome => outcome.ok && setPaths(outcome.value))
  }, [bridge])

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    if (!isPath) return
    onAdd(wanted)
    onClose()
  }

  return (
    <form onSubmit={onSubmit} className={classes.form}>
      <Autocomplete
        data-autofocus
        label="Path in the payload"
        description="A list shows how many items it has. Values are read for the rows on screen."
        placeholder="cart.items"
        maxLength={500}
        spellCheck={false}
        limit={8}
        // A path that is whole needs no list, which would lie over the button.
        data={paths.includes(wanted) ? [] : [...paths]}
        value={path}
        onChange={setPath}
        classNames={{ input: 'mono' }}
      />
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!isPath}>
          Add column
        </Button>
      </div>
    </form>
  )
}

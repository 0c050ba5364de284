import { Button, CloseButton, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { SavedFilter } from '../../../shared/filter/saved'
import { useStores } from '../../state/context'
import classes from './SavedFiltersDialog.module.css'

interface Props {
  readonly isOpen: boolean
  /** The filter that could be kept. */
  readonly text: string
  readonly saved: readonly SavedFilter[]
  readonly onSaved: (saved: readonly SavedFilter[]) => void
  readonly onClose: () => void
}

/** Keeps the filter that is there under a name, renames and deletes those that are kept. */
export function SavedFiltersDialog({ isOpen, onClose, ...rest }: Props) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Saved filters" size={520}>
      {isOpen && <Content {...rest} />}
    </Modal>
  )
}

function Content({ text, saved, onSaved }: Omit<Props, 'isOpen' | 'onClose'>) {
  const { bridge, app } = useStores()
  const [name, setName] = useState('')

  async function keep(next: readonly SavedFilter[]): Promise<void> {
    const outcome = await bridge.ask('saved-filters:set', [...next])
    if (outcome.ok) onSaved(outcome.value)
    else app.setState({ notice: outcome.fault })
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    const wanted = name.trim()
    if (wanted === '') return
    void keep([...saved.filter(one => one.name !== wanted), { name: wanted, text: text.trim() }])
    setName('')
  }

  function rename(was: SavedFilter, next: string): void {
    const wanted = next.trim()
    if (wanted === '' || wanted === was.name || saved.some(one => one.name === wanted)) return
    void keep(saved.map(one => (one === was ? { ...was, name: wanted } : one)))
  }

  return (
    <div className={classes.root}>
      {text.trim() !== '' && (
        <form className={classes.line} onSubmit={onSubmit}>
          <TextInput
            data-autofocus
            className={classes.name ?? ''}
            label="Name"
            description={text.trim()}
            classNames={{ description: classes.text ?? '' }}
            maxLength={100}
            value={name}
            onChange={event => setName(event.currentTarget.value)}
          />
          <Button type="submit" disabled={name.trim() === ''}>
            Save filter
          </Button>
        </form>
      )}
      {saved.length === 0 && <p className={classes.none}>No filter of this store is kept yet.</p>}
      {saved.map(one => (
        <div key={one.name} className={classes.line}>
          <TextInput
            className={classes.name ?? ''}
            aria-label={`Name of ${one.name}`}
            description={one.text}
            classNames={{ description: classes.text ?? '' }}
            inputWrapperOrder={['input', 'description']}
            maxLength={100}
            defaultValue={one.name}
            onBlur={event => rename(one, event.currentTarget.value)}
            onKeyDown={event => {
              if (event.key === 'Enter') event.currentTarget.blur()
            }}
          />
          <CloseButton
            aria-label={`Delete ${one.name}`}
            onClick={() => void keep(saved.filter(other => other !== one))}
          />
        </div>
      ))}
    </div>
  )
}

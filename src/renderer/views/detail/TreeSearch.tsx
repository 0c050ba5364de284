import { ActionIcon, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react'
import classes from './TreeSearch.module.css'

interface Props {
  readonly text: string
  /** Places found, and which of them is shown, from 0. */
  readonly count: number
  readonly at: number
  readonly onText: (text: string) => void
  readonly onStep: (by: 1 | -1) => void
}

/** Finds names and values in the document: Enter goes on to the next, Shift+Enter back. */
export function TreeSearch({ text, count, at, onText, onStep }: Props) {
  const isAsked = text.trim() !== ''
  return (
    <search className={classes.root}>
      <TextInput
        size="xs"
        aria-label="Find in the document"
        placeholder="Find a name or value"
        className={classes.input ?? ''}
        leftSection={<IconSearch size={13} stroke={1.75} aria-hidden />}
        value={text}
        maxLength={200}
        spellCheck={false}
        onChange={event => onText(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1)
          else if (event.key === 'Escape' && isAsked) onText('')
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <span role="status" className={classes.count}>
        {!isAsked ? '' : count === 0 ? 'not found' : `${at + 1} of ${count}`}
      </span>
      {count > 0 && (
        <>
          <ActionIcon variant="subtle" size="sm" aria-label="Previous" onClick={() => onStep(-1)}>
            <IconChevronUp size={14} stroke={1.75} aria-hidden />
          </ActionIcon>
          <ActionIcon variant="subtle" size="sm" aria-label="Next" onClick={() => onStep(1)}>
            <IconChevronDown size={14} stroke={1.75} aria-hidden />
          </ActionIcon>
        </>
      )}
    </search>
  )
}

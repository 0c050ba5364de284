import { CloseButton, Kbd, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import classes from './FilterInput.module.css'

interface Props {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Drawn only for a filter that `/` reaches. */
  readonly hasKey?: boolean
}

/** From the filter down into what it left: the grid takes the focus, the next arrow its first row. */
function toList(event: KeyboardEvent): void {
  event.preventDefault()
  document.querySelector<HTMLElement>('[data-grid]')?.focus()
}

/** Text that narrows a list as it is typed. `/` finds it by `data-filter`; Escape first clears it, then leaves it. */
export function FilterInput({ label, placeholder, value, onChange, hasKey = true }: Props) {
  return (
    <TextInput
      className={classes.root ?? ''}
      aria-label={label}
      placeholder={placeholder}
      value={value}
      spellCheck={false}
      autoComplete="off"
      data-filter={hasKey || undefined}
      onChange={event => onChange(event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key === 'ArrowDown' && hasKey) return toList(event)
        if (event.key !== 'Escape') return
        event.stopPropagation()
        if (value === '') event.currentTarget.blur()
        else onChange('')
      }}
      leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
      leftSectionWidth={30}
      rightSection={
        value !== '' ? (
          <CloseButton size="xs" aria-label="Clear filter" onClick={() => onChange('')} />
        ) : (
          hasKey && <Kbd>/</Kbd>
        )
      }
      rightSectionWidth={32}
    />
  )
}

import { CloseButton, Kbd, Popover, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useRef } from 'react'
import type { KnownNames } from '../../shared/filter/complete'
import classes from './FilterInput.module.css'
import { FilterInputHelp } from './FilterInputHelp'
import { useFilterCompletions } from './use-filter-completions'

interface Props {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly known: KnownNames
  /** The person is at it: what can be offered may be looked up now. */
  readonly onFocus: () => void
  /** What is wrong with the text, or cannot be answered; null: nothing. */
  readonly trouble: string | null
}

/**
 * The filter language in one field: what may come next is offered under it, and what is wrong with it is said there. `/`
 * finds it by `data-filter`; Escape first puts the offers away, then clears it, then leaves it.
 */
export function FilterInputLanguage({ label, placeholder, value, onChange, known, onFocus, trouble }: Props) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const offers = useFilterCompletions({ value, onChange, known, input })
  const isHelping = offers.isFocused && (offers.options.length > 0 || trouble !== null)

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (offers.onKey(event.key)) {
      event.preventDefault()
      event.stopPropagation()
    } else if (event.key === 'ArrowDown') {
      event.preventDefault()
      document.querySelector<HTMLElement>('[data-grid]')?.focus()
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      if (value === '') event.currentTarget.blur()
      else onChange('')
    }
  }

  return (
    <Popover
      opened={isHelping}
      withRoles={false}
      position="bottom-start"
      offset={4}
      width={340}
      shadow="md"
      radius={5}
      trapFocus={false}
      returnFocus={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <TextInput
          ref={input}
          className={classes.root ?? ''}
          role="combobox"
          aria-label={label}
          aria-autocomplete="list"
          aria-expanded={isHelping && offers.options.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={offers.active === null ? undefined : `${id}-${offers.active}`}
          aria-describedby={trouble === null ? undefined : `${id}-trouble`}
          error={trouble !== null}
          placeholder={placeholder}
          value={value}
          maxLength={1000}
          spellCheck={false}
          autoComplete="off"
          data-filter
          onChange={event => onChange(event.currentTarget.value)}
          onSelect={offers.onSelect}
          onFocus={() => {
            onFocus()
            offers.setFocused(true)
          }}
          onBlur={() => offers.setFocused(false)}
          onKeyDown={onKeyDown}
          leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
          leftSectionWidth={30}
          rightSection={
            value === '' ? (
              <Kbd>/</Kbd>
            ) : (
              <CloseButton size="xs" aria-label="Clear filter" onClick={() => onChange('')} />
            )
          }
          rightSectionWidth={32}
        />
      </Popover.Target>
      <Popover.Dropdown className={classes.help ?? ''} onMouseDown={event => event.preventDefault()}>
        <FilterInputHelp
          id={id}
          trouble={trouble}
          options={offers.options}
          active={offers.active}
          onAccept={offers.accept}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

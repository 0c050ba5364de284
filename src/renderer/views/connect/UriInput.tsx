import { ActionIcon, TextInput } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { type Ref, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import { editUnderMask, maskUri } from './mask-uri'
import classes from './UriInput.module.css'

/** What the form does with the field beyond its value. */
export interface UriField {
  /** Put the caret there; `at` counts characters of the real string. */
  readonly focusAt: (at: number) => void
}

interface Props {
  readonly value: string
  readonly error: string | null
  readonly onChange: (value: string) => void
  readonly fieldRef: Ref<UriField>
}

/** A connection string whose password is dots until the eye is opened. Typing and pasting go through to the real one. */
export function UriInput({ value, error, onChange, fieldRef }: Props) {
  const [isRevealed, setRevealed] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const caret = useRef<number | null>(null)
  const shown = isRevealed ? value : maskUri(value)

  // Setting a value other than the typed one sends the caret to the end.
  useLayoutEffect(() => {
    if (caret.current !== null && document.activeElement === input.current)
      input.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })

  useImperativeHandle(fieldRef, () => ({
    focusAt: at => {
      input.current?.focus()
      input.current?.setSelectionRange(at, at)
    }
  }))

  const Eye = isRevealed ? IconEyeOff : IconEye
  return (
    <TextInput
      ref={input}
      aria-label="Connection string"
      className={classes.root ?? ''}
      classNames={{ input: classes.input ?? '' }}
      value={shown}
      error={error}
      placeholder="mongodb://localhost:27017"
      spellCheck={false}
      autoComplete="off"
      autoCapitalize="off"
      autoFocus
      onChange={event => {
        const edited = event.currentTarget.value
        const at = event.currentTarget.selectionStart ?? edited.length
        caret.current = at
        onChange(isRevealed ? edited : editUnderMask(value, shown, edited, at))
      }}
      rightSection={
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label={isRevealed ? 'Hide the password' : 'Show the password'}
          onClick={() => setRevealed(!isRevealed)}
        >
          <Eye size={14} stroke={1.75} />
        </ActionIcon>
      }
    />
  )
}

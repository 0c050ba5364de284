import { type RefObject, type SyntheticEvent, useEffect, useMemo, useRef, useState } from 'react'
import { type Completion, completionsAt, type KnownNames } from '../../shared/filter/complete'

interface Field {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly known: KnownNames
  readonly input: RefObject<HTMLInputElement | null>
}

/** What is offered under a filter field. */
export interface FilterCompletions {
  readonly options: readonly Completion[]
  /** The one that Enter and Tab take; none until an arrow key chooses. */
  readonly active: number | null
  readonly isFocused: boolean
  readonly setFocused: (isFocused: boolean) => void
  readonly onSelect: (event: SyntheticEvent<HTMLInputElement>) => void
  /** True: the key was for the offers, and nobody else's. */
  readonly onKey: (key: string) => boolean
  readonly accept: (index: number) => void
}

const nothing: readonly Completion[] = []

/** Follows the caret. Typing goes on as if nothing were offered: only an arrow key steps into the list. */
export function useFilterCompletions({ value, onChange, known, input }: Field): FilterCompletions {
  const [caret, setCaret] = useState(value.length)
  const [active, setActive] = useState<number | null>(null)
  const [putAway, setPutAway] = useState<string | null>(null)
  const [isFocused, setFocused] = useState(false)
  const nextCaret = useRef<number | null>(null)
  const { from, options: all } = useMemo(() => completionsAt(value, caret, known), [value, caret, known])
  const options = putAway === value || !isFocused ? nothing : all

  // biome-ignore lint/correctness/useExhaustiveDependencies: other words, other offers
  useEffect(() => setActive(null), [value])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a value that was set leaves the caret at its end
  useEffect(() => {
    if (nextCaret.current === null) return
    input.current?.setSelectionRange(nextCaret.current, nextCaret.current)
    setCaret(nextCaret.current)
    nextCaret.current = null
  }, [value])

  function accept(index: number): void {
    const option = options[index]
    if (option === undefined) return
    // A whole condition is followed by the next; one that lacks its value is not.
    const gap = /[:<>=]$/.test(option.insert) || caret < value.length ? '' : ' '
    nextCaret.current = from + option.insert.length + gap.length
    onChange(value.slice(0, from) + option.insert + gap + value.slice(caret))
  }

  function onKey(key: string): boolean {
    if (options.length === 0) return false
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      const at = active ?? (step > 0 ? -1 : options.length)
      setActive((at + step + options.length) % options.length)
    } else if (key === 'Escape') {
      setPutAway(value)
      setActive(null)
    } else if ((key === 'Enter' || key === 'Tab') && active !== null) accept(active)
    else return false
    return true
  }

  return {
    options,
    active: active !== null && active < options.length ? active : null,
    isFocused,
    setFocused,
    onSelect: event => setCaret(event.currentTarget.selectionStart ?? 0),
    onKey,
    accept
  }
}

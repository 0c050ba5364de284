import { useEffect, useState } from 'react'
import { type Limit, type LimitedRule, MOST_MINUTES } from '../../../shared/domain/watched'
import { countedWords, watchWords } from '../../../shared/words/watch-words'
import classes from './WatchRules.module.css'

interface Props {
  readonly rule: LimitedRule
  readonly limit: Limit
  readonly isOff: boolean
  readonly onChange: (part: Partial<Limit>) => void
}

/** `20 sign-ins within 5 minutes`, both numbers fields. */
export function LimitFields({ rule, limit, isOff, onChange }: Props) {
  const { count, minutes } = limit
  const name = watchWords[rule]
  return (
    <span className={classes.limit}>
      <WholeNumber
        label={`${name}: how many`}
        value={count}
        range={[2, 100_000]}
        isOff={isOff}
        onChange={next => onChange({ count: next })}
      />
      {countedWords[rule]} within
      <WholeNumber
        label={`${name}: within how many minutes`}
        value={minutes}
        range={[1, MOST_MINUTES]}
        isOff={isOff}
        onChange={next => onChange({ minutes: next })}
      />
      {minutes === 1 ? 'minute' : 'minutes'}
    </span>
  )
}

interface NumberProps {
  readonly label: string
  readonly value: number
  readonly range: readonly [number, number]
  readonly isOff: boolean
  readonly onChange: (value: number) => void
}

/** Takes what is typed on leaving it or by Enter; what is no such number goes back to what it was. */
function WholeNumber({ label, value, range: [least, most], isOff, onChange }: NumberProps) {
  const [text, setText] = useState(String(value))
  useEffect(() => setText(String(value)), [value])

  function take(): void {
    const next = /^\d{1,6}$/.test(text.trim()) ? Number(text) : value
    const kept = Math.min(most, Math.max(least, next))
    setText(String(kept))
    if (kept !== value) onChange(kept)
  }

  return (
    <input
      className={classes.number}
      inputMode="numeric"
      aria-label={label}
      value={text}
      disabled={isOff}
      onChange={event => setText(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={event => {
        if (event.key === 'Enter') take()
      }}
    />
  )
}

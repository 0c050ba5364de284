import { Button, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { MAX_WHY_TEXT, type WhyAnswer } from '../../../shared/domain/why'
import { faultText } from '../../format/fault-text'
import { useStores } from '../../state/context'
import classes from './WhyForm.module.css'

const nothing = { text: '', secret: '' }

/** What is asked. Cookie and secret are gone from it as soon as there is an answer. */
export function WhyForm({ onAnswer }: { readonly onAnswer: (answer: WhyAnswer | null) => void }) {
  const { bridge } = useStores()
  const field = useRef<HTMLTextAreaElement>(null)
  const [{ text, secret }, setCredentials] = useState(nothing)
  const [address, setAddress] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(false)
  const set = (part: Partial<typeof nothing>): void => {
    setCredentials({ text, secret, ...part })
    setTrouble(null)
  }

  async function ask(): Promise<void> {
    setAsking(true)
    onAnswer(null)
    const outcome = await bridge.ask('why:ask', { text, secret, address })
    setAsking(false)
    if (!outcome.ok) {
      setTrouble(faultText(outcome.fault))
      return
    }
    setCredentials(nothing)
    // The button that had the focus has nothing to ask for any more.
    field.current?.focus()
    onAnswer(outcome.value)
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    if (text.trim() !== '' && !isAsking) void ask()
  }

  /** A header has no line breaks that matter: Enter asks, as in a field of one line. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey) onSubmit(event as unknown as FormEvent)
  }

  return (
    <form onSubmit={onSubmit} className={classes.form}>
      <Textarea
        ref={field}
        label="Cookie, session id or user"
        description="A Cookie or Set-Cookie header, the cookie’s value, an id, or a user’s name. Not kept."
        value={text}
        error={trouble}
        maxLength={MAX_WHY_TEXT}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        classNames={{ input: `mono ${classes.text}` }}
        onKeyDown={onKeyDown}
        onChange={event => set({ text: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <PasswordInput
          label="The app’s secret"
          description="To check the signature. Not kept."
          placeholder="optional"
          value={secret}
          autoComplete="off"
          spellCheck={false}
          maxLength={10_000}
          onChange={event => set({ secret: event.currentTarget.value })}
        />
        <TextInput
          label="Address of the site"
          description="Whether a Secure cookie gets there."
          placeholder="optional, beginning with http or https"
          value={address}
          spellCheck={false}
          maxLength={2000}
          onChange={event => setAddress(event.currentTarget.value)}
        />
      </div>
      <div className={classes.actions}>
        <Button type="submit" disabled={text.trim() === ''} loading={isAsking}>
          Find out
        </Button>
      </div>
    </form>
  )
}

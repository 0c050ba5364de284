import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import type { SignOutPlan } from '../../../shared/domain/sign-out'
import { countOf } from '../../../shared/words/numbers'
import { useStores } from '../../state/context'
import { ActFault, SafeButton, TypedCount } from './act-parts'
import classes from './SignOutDialog.module.css'

const MINUTE_MS = 60_000
const spans: readonly (readonly [ms: number, label: string])[] = [
  [MINUTE_MS, 'in 1 minute'],
  [5 * MINUTE_MS, 'in 5 minutes'],
  [30 * MINUTE_MS, 'in 30 minutes'],
  [24 * 60 * MINUTE_MS, 'in 1 day'],
  [14 * 24 * 60 * MINUTE_MS, 'in 14 days']
]

/** Asks when they are to expire. Only the document's date is set: the app sets it anew when the person comes back. */
export function ExpiryQuestion({ plan }: { readonly plan: SignOutPlan }) {
  const { signOut, clock } = useStores()
  const [spanMs, setSpan] = useState(30 * MINUTE_MS)
  const [typed, setTyped] = useState<number | null>(null)
  const isReady = !plan.mustType || typed === plan.sessions
  return (
    <div className={classes.root}>
      <Radio.Group
        label={plan.sessions === 1 ? 'It expires' : 'They expire'}
        value={String(spanMs)}
        onChange={value => setSpan(Number(value))}
      >
        <div className={classes.choices}>
          {spans.map(([ms, label]) => (
            <Radio key={ms} size="xs" value={String(ms)} label={label} />
          ))}
        </div>
      </Radio.Group>
      {plan.mustType && <TypedCount plan={plan} typed={typed} onType={setTyped} />}
      <p className={classes.note}>
        Only the date of the document is set. The app sets it anew when the person comes back, and the browser
        keeps its cookie as long as it was told to. Undo sets it back, unless that has happened.
      </p>
      <ActFault />
      <div className={classes.actions}>
        <SafeButton onClick={signOut.close}>Cancel</SafeButton>
        <Button
          variant="default"
          disabled={!isReady}
          onClick={() => void signOut.moveExpiry(Math.round(clock.getState().now + spanMs), typed)}
        >
          Set the expiry of {countOf(plan.sessions, 'session')}
        </Button>
      </div>
    </div>
  )
}

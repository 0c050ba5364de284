import { Button, NumberInput, Progress } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { SignOutPlan } from '../../../shared/domain/sign-out'
import { formatCount } from '../../../shared/words/numbers'
import { faultText } from '../../format/fault-text'
import { actProgressText } from '../../format/sign-out-text'
import { useSignOut, useStores } from '../../state/context'
import classes from './SignOutDialog.module.css'

/** Does no harm, and has the focus as soon as it is there, whatever stood in the dialog before. */
export function SafeButton({
  onClick,
  children
}: {
  readonly onClick: () => void
  readonly children: string
}) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <Button ref={button} variant="default" data-autofocus onClick={onClick}>
      {children}
    </Button>
  )
}

/** Working out whom it concerns takes a moment where the database has to be asked. */
export function Waiting() {
  const { signOut } = useStores()
  const fault = useSignOut(state => state.fault)
  return (
    <div className={classes.root}>
      <p className={classes.plain} role="status">
        {fault === null ? 'Looking up these sessions…' : faultText(fault)}
      </p>
      <div className={classes.actions}>
        <SafeButton onClick={signOut.close}>{fault === null ? 'Cancel' : 'Close'}</SafeButton>
      </div>
    </div>
  )
}

/** Why it could not be begun. */
export function ActFault() {
  const fault = useSignOut(state => state.fault)
  if (fault === null) return null
  return (
    <p className={classes.bad} role="alert">
      {faultText(fault)}
    </p>
  )
}

/** All of them have gone in the meantime. */
export function Nobody() {
  const { signOut } = useStores()
  return (
    <div className={classes.root}>
      <p className={classes.plain}>These sessions have gone already: there is nothing to end.</p>
      <div className={classes.actions}>
        <Button data-autofocus onClick={signOut.close}>
          Close
        </Button>
      </div>
    </div>
  )
}

interface TypedProps {
  readonly plan: SignOutPlan
  readonly typed: number | null
  readonly onType: (typed: number | null) => void
}

/** So many that a slip would hurt: their number has to be typed. */
export function TypedCount({ plan, typed, onType }: TypedProps) {
  return (
    <NumberInput
      label={`Type ${formatCount(plan.sessions)} to go on`}
      value={typed ?? ''}
      onChange={value => onType(typeof value === 'number' ? value : null)}
      allowDecimal={false}
      allowNegative={false}
      hideControls
    />
  )
}

/** How far it is. Only Cancel ends it: nothing goes on unseen. */
export function Running() {
  const { signOut } = useStores()
  const progress = useSignOut(state => state.progress)
  if (progress === null) return null
  const percent = progress.expected === 0 ? 100 : (100 * progress.done) / progress.expected
  return (
    <div className={classes.root}>
      <Progress value={percent} size="sm" aria-label="Sessions done" />
      <p className={classes.plain}>{actProgressText(progress)}</p>
      <div className={classes.actions}>
        <SafeButton onClick={signOut.cancel}>Cancel</SafeButton>
      </div>
      <p className={classes.note}>Cancelling leaves the others as they are. What was done can be undone.</p>
    </div>
  )
}

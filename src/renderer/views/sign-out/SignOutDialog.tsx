import { Button, Checkbox, Modal, NumberInput, Progress } from '@mantine/core'
import { IconAlertTriangle, IconLogout } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Session, SessionKey } from '../../../shared/domain/session'
import type { SignOutPlan } from '../../../shared/domain/sign-out'
import { formatAgo } from '../../format/ago'
import { whoOf } from '../../format/names'
import { countOf, formatCount } from '../../format/numbers'
import { actProgressText, signOutAct, signOutSentence, signOutTitle } from '../../format/sign-out-text'
import { useClock, useNameOf, useSignOut, useStoreFacts, useStores } from '../../state/context'
import classes from './SignOutDialog.module.css'

/** Says whom and how many, and asks. Nothing is ended before the person has said so. */
export function SignOutDialog() {
  const { signOut } = useStores()
  const isOpen = useSignOut(state => state.ask !== null)
  const plan = useSignOut(state => state.plan)
  const isRunning = useSignOut(state => state.progress !== null)
  return (
    <Modal
      opened={isOpen}
      onClose={signOut.close}
      title={plan === null ? 'Sign out' : signOutTitle(plan)}
      size={480}
      withCloseButton={!isRunning}
      closeOnEscape={!isRunning}
      closeOnClickOutside={!isRunning}
    >
      {isOpen &&
        (isRunning ? <Running /> : plan === null ? <Waiting /> : <Question key={plan.id} plan={plan} />)}
    </Modal>
  )
}

/** Does no harm, and has the focus as soon as it is there, whatever stood in the dialog before. */
function SafeButton({ onClick, children }: { readonly onClick: () => void; readonly children: string }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <Button ref={button} variant="default" data-autofocus onClick={onClick}>
      {children}
    </Button>
  )
}

/** Working out whom it concerns takes a moment where the database has to be asked. */
function Waiting() {
  const { signOut } = useStores()
  const fault = useSignOut(state => state.fault)
  return (
    <div className={classes.root}>
      <p className={classes.plain} role="status">
        {fault === null
          ? 'Looking up these sessions…'
          : [fault.message, fault.hint].filter(Boolean).join(' ')}
      </p>
      <div className={classes.actions}>
        <SafeButton onClick={signOut.close}>{fault === null ? 'Cancel' : 'Close'}</SafeButton>
      </div>
    </div>
  )
}

function Question({ plan }: { readonly plan: SignOutPlan }) {
  const { signOut } = useStores()
  const ns = useStoreFacts()?.ns ?? ''
  const fault = useSignOut(state => state.fault)
  const [spared, setSpared] = useState<ReadonlySet<SessionKey>>(new Set())
  const [typed, setTyped] = useState<number | null>(null)
  const [isHeld, setHeld] = useState(false)
  const left = plan.sessions - spared.size
  const isReady = left > 0 && (!plan.mustType || typed === plan.sessions)

  function toggle(key: SessionKey): void {
    const next = new Set(spared)
    if (!next.delete(key)) next.add(key)
    setSpared(next)
  }

  if (plan.sessions === 0) return <Nobody />
  return (
    <div className={classes.root}>
      <p className={classes.plain}>{signOutSentence(plan, ns)}</p>
      {plan.isEverybody && (
        <p className={classes.warn} role="status">
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
          This signs out everybody: nobody is signed in afterwards.
        </p>
      )}
      {plan.rows.length > 1 && (
        <ul className={classes.list} aria-label="Sessions to end">
          {plan.rows.map(row => (
            <Row key={row.key} row={row} isChosen={!spared.has(row.key)} onToggle={() => toggle(row.key)} />
          ))}
        </ul>
      )}
      {plan.mustType && (
        <NumberInput
          label={`Type ${formatCount(plan.sessions)} to go on`}
          value={typed ?? ''}
          onChange={value => setTyped(typeof value === 'number' ? value : null)}
          allowDecimal={false}
          allowNegative={false}
          hideControls
        />
      )}
      <Checkbox
        label="For a minute, end again what a request under way saves anew"
        checked={isHeld}
        onChange={event => setHeld(event.currentTarget.checked)}
      />
      <p className={classes.note}>
        {plan.rows.length > 1 && 'Untick what should stay. '}
        Undo brings them back, carts and all, until Sextant closes.
      </p>
      {fault !== null && (
        <p className={classes.bad} role="alert">
          {[fault.message, fault.hint].filter(Boolean).join(' ')}
        </p>
      )}
      <div className={classes.actions}>
        <SafeButton onClick={signOut.close}>Cancel</SafeButton>
        <Button
          variant="outline"
          color="red"
          className={classes.act ?? ''}
          disabled={!isReady}
          leftSection={<IconLogout size={14} stroke={1.75} />}
          onClick={() => void signOut.start({ spared: [...spared], typed, isHeld })}
        >
          {signOutAct(plan, left)}
        </Button>
      </div>
    </div>
  )
}

function Nobody() {
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

interface RowProps {
  readonly row: Session
  readonly isChosen: boolean
  readonly onToggle: () => void
}

function Row({ row, isChosen, onToggle }: RowProps) {
  const name = useNameOf(row.user)
  const seen = useClock(clock => (row.lastSeenAt === null ? '' : formatAgo(clock.now - row.lastSeenAt)))
  return (
    <li className={classes.row}>
      <Checkbox
        checked={isChosen}
        onChange={onToggle}
        label={
          <>
            <code className={classes.id}>{row.maskedId}</code> <bdi>{name ?? whoOf(row)}</bdi>
          </>
        }
      />
      <span className={classes.seen}>{seen}</span>
    </li>
  )
}

function Running() {
  const { signOut } = useStores()
  const progress = useSignOut(state => state.progress)
  if (progress === null) return null
  const percent = progress.expected === 0 ? 100 : (100 * progress.done) / progress.expected
  return (
    <div className={classes.root}>
      <Progress value={percent} size="sm" aria-label="Sessions ended" />
      <p className={classes.plain}>{actProgressText(progress)}</p>
      <div className={classes.actions}>
        <SafeButton onClick={signOut.cancel}>Cancel</SafeButton>
      </div>
      <p className={classes.note}>
        Cancelling leaves the others as they are. What was ended can be undone.{' '}
        {countOf(progress.expected, 'session')} in all.
      </p>
    </div>
  )
}

import { Button, Checkbox, Modal } from '@mantine/core'
import { IconAlertTriangle, IconLogout } from '@tabler/icons-react'
import { useState } from 'react'
import type { Session, SessionKey } from '../../../shared/domain/session'
import type { SignOutPlan } from '../../../shared/domain/sign-out'
import { countOf } from '../../../shared/words/numbers'
import { formatAgo } from '../../format/ago'
import { whoOf } from '../../format/names'
import { signOutAct, signOutSentence, signOutTitle } from '../../format/sign-out-text'
import { useClock, useNameOf, useSignOut, useStoreFacts, useStores } from '../../state/context'
import type { Act } from '../../state/sign-out-store'
import { ActFault, Nobody, Running, SafeButton, TypedCount, Waiting } from './act-parts'
import { ExpiryQuestion } from './ExpiryQuestion'
import classes from './SignOutDialog.module.css'

/** Says whom and how many, and asks. Nothing is done before the person has said so. */
export function SignOutDialog() {
  const { signOut } = useStores()
  const isOpen = useSignOut(state => state.ask !== null)
  const act = useSignOut(state => state.act)
  const plan = useSignOut(state => state.plan)
  const isRunning = useSignOut(state => state.progress !== null)
  return (
    <Modal
      opened={isOpen}
      onClose={signOut.close}
      title={titleOf(act, plan)}
      size={480}
      withCloseButton={!isRunning}
      closeOnEscape={!isRunning}
      closeOnClickOutside={!isRunning}
    >
      {isOpen && (isRunning ? <Running /> : <Asked act={act} plan={plan} />)}
    </Modal>
  )
}

function titleOf(act: Act, plan: SignOutPlan | null): string {
  if (act === 'end') return plan === null ? 'Sign out' : signOutTitle(plan)
  return plan === null ? 'Set the expiry' : `Set the expiry of ${countOf(plan.sessions, 'session')}`
}

function Asked({ act, plan }: { readonly act: Act; readonly plan: SignOutPlan | null }) {
  if (plan === null) return <Waiting />
  if (plan.sessions === 0) return <Nobody />
  return act === 'end' ? <Question key={plan.id} plan={plan} /> : <ExpiryQuestion key={plan.id} plan={plan} />
}

function Question({ plan }: { readonly plan: SignOutPlan }) {
  const { signOut } = useStores()
  const ns = useStoreFacts()?.ns ?? ''
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
      {plan.mustType && <TypedCount plan={plan} typed={typed} onType={setTyped} />}
      <Checkbox
        label="For a minute, end again what a request under way saves anew"
        checked={isHeld}
        onChange={event => setHeld(event.currentTarget.checked)}
      />
      <p className={classes.note}>
        {plan.rows.length > 1 && 'Untick what should stay. '}
        Undo brings them back, carts and all, until Sextant closes.
      </p>
      <ActFault />
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

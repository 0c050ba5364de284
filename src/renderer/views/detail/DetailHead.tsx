import { Button, CloseButton } from '@mantine/core'
import { useState } from 'react'
import { type SessionKey, stateAt } from '../../../shared/domain/session'
import type { SessionRow } from '../../../shared/domain/view'
import type { Fault } from '../../../shared/fault'
import { formatClockTime } from '../../format/clock-time'
import { endingWord, stateWord, whoOf } from '../../format/names'
import { StateSign } from '../../parts/StateSign'
import { useClock, useStores } from '../../state/context'
import { showSessions } from '../users/show-sessions'
import classes from './DetailHead.module.css'

interface Props {
  readonly sessionKey: SessionKey
  readonly row: SessionRow | null
  readonly fault: Fault | null
}

/** Whose session it is, how it stands, and its id: masked, shown and copied only when asked. */
export function DetailHead({ sessionKey, row, fault }: Props) {
  const { ui } = useStores()
  const state = useClock(clock => (row === null ? null : stateAt(row, clock.now)))
  const ended = useClock(clock =>
    row?.ending ? `${endingWord(row.ending.how)} ${formatClockTime(row.ending.at, clock.now)}` : null
  )
  const isGone = ended !== null || fault?.code === 'gone'
  const others = row?.userSessions ?? 0
  return (
    <div className={classes.root}>
      <div className={classes.line}>
        {state !== null && <StateSign state={isGone ? 'signed-out' : state} />}
        <h2 className={classes.who} data-gone={isGone || undefined}>
          <bdi title={row === null ? undefined : whoOf(row)}>{row === null ? 'Session' : whoOf(row)}</bdi>
        </h2>
        <span className={classes.state} role="status">
          {ended ??
            (isGone ? 'gone from the store' : state !== null && row?.user != null ? stateWord(state) : '')}
        </span>
        <CloseButton
          size="sm"
          aria-label="Close the detail"
          className={classes.close ?? ''}
          onClick={() => ui.setState({ isDrawerOpen: false })}
        />
      </div>
      <IdLine sessionKey={sessionKey} maskedId={row?.maskedId ?? '…'} isGone={isGone} others={others} />
      {row?.user != null && others > 1 && (
        <div className={classes.acts}>
          <Button variant="default" onClick={() => showSessions(ui, row.user ?? '')}>
            {others === 2 ? 'Show both sessions' : `Show all ${others} sessions`}
          </Button>
        </div>
      )}
    </div>
  )
}

interface IdProps {
  readonly sessionKey: SessionKey
  readonly maskedId: string
  readonly isGone: boolean
  /** How many sessions its user has open with this one. */
  readonly others: number
}

function IdLine({ sessionKey, maskedId, isGone, others }: IdProps) {
  const { bridge, commands, app } = useStores()
  const [id, setId] = useState<string | null>(null)
  const [isCopied, setCopied] = useState(false)

  async function fetchId(): Promise<string | null> {
    const outcome = await bridge.ask('session:reveal', { key: sessionKey })
    if (!outcome.ok) app.setState({ notice: outcome.fault })
    return outcome.ok ? outcome.value : null
  }

  async function copy(): Promise<void> {
    const whole = id ?? (await fetchId())
    if (whole !== null) setCopied(await commands.copy(whole))
  }

  return (
    <div className={classes.id}>
      <code className={classes.code} data-selectable>
        {id ?? maskedId}
      </code>
      <button
        type="button"
        className={classes.link}
        disabled={isGone && id === null}
        onClick={() => void (id === null ? fetchId().then(setId) : setId(null))}
      >
        {id === null ? 'Reveal' : 'Mask'}
      </button>
      <button
        type="button"
        className={classes.link}
        disabled={isGone && id === null}
        onClick={() => void copy()}
      >
        {isCopied ? 'Copied' : 'Copy'}
      </button>
      {others > 1 && <span className={classes.state}>1 of {others} sessions</span>}
    </div>
  )
}

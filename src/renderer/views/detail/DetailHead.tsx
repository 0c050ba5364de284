import { Button, CloseButton } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import type { ActivityEvent } from '../../../shared/domain/event'
import { type SessionKey, stateAt } from '../../../shared/domain/session'
import type { SessionRow } from '../../../shared/domain/view'
import type { Fault } from '../../../shared/fault'
import { eventSentence, eventUser, eventWord } from '../../../shared/words/event-words'
import { formatClockTime } from '../../format/clock-time'
import { endingWord, stateWord, whoOf } from '../../format/names'
import { visibleText } from '../../format/visible'
import { StateSign } from '../../parts/StateSign'
import { useClock, useNameOf, useStores, useUi } from '../../state/context'
import { oneSession, sessionsOfUser } from '../../state/sign-out-store'
import { useEnding } from '../activity/use-ending'
import { SignOutButton } from '../sign-out/SignOutButton'
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
  const seen = useEnding(sessionKey)
  const ending = endingOf(row, seen)
  const ended = useClock(clock =>
    ending === null ? null : `${ending.word} ${formatClockTime(ending.at, clock)}`
  )
  const story = useClock(clock =>
    seen === null
      ? null
      : eventSentence(seen, { clock: at => formatClockTime(at, clock), hasTtl: true, isGone: true })
  )
  // Expired is not gone: the document stays until the TTL pass.
  const isGone = row?.ending != null || fault?.code === 'gone' || (seen !== null && seen.event !== 'expired')
  const others = row?.userSessions ?? 0
  const name = useNameOf(row?.user ?? seen?.user)
  const who = row !== null ? whoOf(row) : seen !== null ? eventUser(seen) : null
  return (
    <div className={classes.root}>
      <div className={classes.line}>
        {state !== null && <StateSign state={isGone ? 'signed-out' : state} />}
        <h2 className={classes.who} data-gone={isGone || undefined}>
          <bdi title={who ?? undefined}>{visibleText(name ?? who ?? 'Session')}</bdi>
        </h2>
        <span className={classes.state} role="status">
          {(isGone ? ended : null) ??
            (isGone ? 'gone from the store' : state !== null && row?.user != null ? stateWord(state) : '')}
        </span>
        <CloseButton
          size="sm"
          aria-label="Close the detail"
          className={classes.close ?? ''}
          onClick={() => ui.setState({ isDrawerOpen: false })}
        />
      </div>
      {name !== null && (
        <p className={classes.key}>
          <bdi>{visibleText(who ?? '')}</bdi>
        </p>
      )}
      <IdLine
        sessionKey={sessionKey}
        maskedId={row?.maskedId ?? seen?.maskedId ?? '…'}
        isGone={isGone}
        others={others}
      />
      {isGone && story !== null && <p className={classes.story}>{story}</p>}
      <div className={classes.acts}>
        {!isGone && (
          <SignOutButton
            ask={() => oneSession(sessionKey)}
            label={row?.user == null ? 'End…' : 'Sign out…'}
          />
        )}
        {row?.user != null && others > 1 && (
          <>
            <SignOutButton ask={() => sessionsOfUser(row.user ?? '')} label={`Sign out all ${others}…`} />
            <Button variant="default" onClick={() => showSessions(ui, row.user ?? '')}>
              {others === 2 ? 'Show both sessions' : `Show all ${others} sessions`}
            </Button>
          </>
        )}
      </div>
    </div>
  )
}

/** The history knows more than the row that leaves: that it was replaced, or cleared with the others. */
function endingOf(row: SessionRow | null, seen: ActivityEvent | null) {
  if (seen !== null) return { word: eventWord(seen), at: seen.at }
  return row?.ending ? { word: endingWord(row.ending.how), at: row.ending.at } : null
}

interface IdProps {
  readonly sessionKey: SessionKey
  readonly maskedId: string
  readonly isGone: boolean
  /** How many sessions its user has open with this one. */
  readonly others: number
}

function IdLine({ sessionKey, maskedId, isGone, others }: IdProps) {
  const { bridge, commands, app, ui } = useStores()
  const isRevealed = useUi(state => state.revealedKey === sessionKey)
  const [fetched, setFetched] = useState<string | null>(null)
  const id = isRevealed ? fetched : null
  const [isCopied, setCopied] = useState(false)

  const fetchId = useCallback(async () => {
    const outcome = await bridge.ask('session:reveal', { key: sessionKey })
    if (!outcome.ok) app.setState({ notice: outcome.fault })
    return outcome.ok ? outcome.value : null
  }, [bridge, app, sessionKey])

  useEffect(() => {
    if (isRevealed) void fetchId().then(setFetched)
    else setFetched(null)
  }, [isRevealed, fetchId])

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
        onClick={() => ui.setState({ revealedKey: id === null ? sessionKey : null })}
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

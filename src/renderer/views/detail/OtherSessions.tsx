import { useEffect, useState } from 'react'
import { type Session, stateAt, type UserKey } from '../../../shared/domain/session'
import type { SessionRow } from '../../../shared/domain/view'
import { formatPast } from '../../format/instant'
import { stateWord } from '../../format/names'
import { StateSign } from '../../parts/StateSign'
import { TimeLeft } from '../../parts/TimeLeft'
import { useClock, useStores } from '../../state/context'
import { showSessions } from '../users/show-sessions'
import classes from './OtherSessions.module.css'
import { Section } from './Section'

interface Props {
  readonly row: SessionRow
  readonly user: UserKey
}

/** The other sessions that this user has open; a click goes there. */
export function OtherSessions({ row, user }: Props) {
  const { bridge, ui } = useStores()
  const [all, setAll] = useState<readonly Session[]>([])
  const others = all.filter(session => session.key !== row.key)

  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes here is what may have changed there
  useEffect(() => {
    let isCurrent = true
    void bridge
      .ask('user:sessions', user)
      .then(outcome => isCurrent && setAll((outcome.ok ? outcome.value : null) ?? []))
    return () => {
      isCurrent = false
    }
  }, [bridge, user, row.userSessions, row.expiresAt, row.payloadDigest])

  if (others.length === 0) return null
  const count = Math.max(row.userSessions, all.length)
  const note = all.length < count ? `${others.length} of ${count - 1}` : `${others.length} more`
  return (
    <Section title="Also open for this user" note={note}>
      <ul className={classes.list}>
        {others.map(session => (
          <li key={session.key}>
            <button
              type="button"
              className={classes.line}
              onClick={() => {
                showSessions(ui, user)
                ui.setState({ selectedKey: session.key, isDrawerOpen: true })
              }}
            >
              <Other session={session} />
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Other({ session }: { readonly session: Session }) {
  const state = useClock(clock => stateAt(session, clock.now))
  const since = useClock(clock => formatPast(session.sinceAt, clock, true))
  return (
    <>
      <StateSign state={state} />
      <code>{session.maskedId}</code>
      <span className={classes.state}>
        {stateWord(state)}, began {since}
      </span>
      <span className={classes.left}>
        <TimeLeft expiresAt={session.expiresAt} lifetimeMs={session.lifetimeMs} hasBar={false} />
      </span>
    </>
  )
}

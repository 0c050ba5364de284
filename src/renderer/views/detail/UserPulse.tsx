import { useEffect, useState } from 'react'
import type { Pulse } from '../../../shared/domain/pulse'
import type { SessionRow } from '../../../shared/domain/view'
import { pulseText } from '../../format/pulse-text'
import { Sparkline } from '../../parts/Sparkline'
import { useClock, useStores } from '../../state/context'
import classes from './Facts.module.css'
import { Section } from './Section'

/** How often the sessions of this one's user were seen to be written. */
export function UserPulse({ row, user }: { readonly row: SessionRow; readonly user: string }) {
  const { bridge } = useStores()
  const [pulse, setPulse] = useState<Pulse | null>(null)
  const minute = useClock(clock => Math.floor(clock.now / 60_000))

  // biome-ignore lint/correctness/useExhaustiveDependencies: a write that is seen here, and each minute that passes
  useEffect(() => {
    let isCurrent = true
    void bridge
      .ask('user:pulse', user)
      .then(outcome => isCurrent && setPulse(outcome.ok ? outcome.value : null))
    return () => {
      isCurrent = false
    }
  }, [bridge, user, minute, row.expiresAt, row.payloadDigest, row.userSessions])

  if (pulse === null) return null
  return (
    <Section title="This user’s activity" note={<Sparkline pulse={pulse} />}>
      <p className={classes.sentence}>{pulseText(pulse)}</p>
    </Section>
  )
}

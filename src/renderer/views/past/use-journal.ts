import { useCallback, useEffect, useState } from 'react'
import type { JournalFacts } from '../../../shared/domain/journal'
import type { EpochMs } from '../../../shared/domain/session'
import { useStores } from '../../state/context'

/** The journal of the open store, and what may be done with it. */
export interface JournalState {
  /** Null until main has answered. */
  readonly journal: JournalFacts | null
  readonly keep: (isKept: boolean) => void
  readonly remove: () => void
  readonly show: (at: EpochMs | null) => void
}

/** A journal that is kept grows while one looks at it. */
const AGAIN_MS = 5000

/** Reads the journal's facts while it is looked at. */
export function useJournal(): JournalState {
  const { bridge, app } = useStores()
  const [journal, setJournal] = useState<JournalFacts | null>(null)

  const take = useCallback(
    async (asking: ReturnType<typeof bridge.ask<'journal:read'>>) => {
      const outcome = await asking
      if (outcome.ok) setJournal(outcome.value)
      else app.setState({ notice: outcome.fault })
    },
    [app]
  )

  useEffect(() => {
    const read = () => void take(bridge.ask('journal:read', undefined))
    read()
    const timer = setInterval(read, AGAIN_MS)
    return () => clearInterval(timer)
  }, [bridge, take])

  return {
    journal,
    keep: isKept => void take(bridge.ask('journal:keep', { isKept })),
    remove: () => void take(bridge.ask('journal:delete', undefined)),
    show: at =>
      void bridge.ask('past:show', { at }).then(outcome => {
        if (outcome.ok) app.patch({ pause: outcome.value })
        else app.setState({ notice: outcome.fault })
      })
  }
}

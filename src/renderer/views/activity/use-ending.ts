import { useEffect, useState } from 'react'
import type { ActivityEvent } from '../../../shared/domain/event'
import type { SessionKey } from '../../../shared/domain/session'
import { useStores } from '../../state/context'

/** How a session ended, as far as Sextant saw it; null while it is there. Corrected when it turns out otherwise. */
export function useEnding(key: SessionKey): ActivityEvent | null {
  const { bridge } = useStores()
  const [ending, setEnding] = useState<ActivityEvent | null>(null)
  useEffect(() => {
    let isCurrent = true
    const off = bridge.on('session:history', history => {
      if (history.key === key) setEnding(history.ended)
    })
    void bridge.ask('session:history', key).then(outcome => {
      if (isCurrent && outcome.ok) setEnding(outcome.value?.ended ?? null)
    })
    return () => {
      isCurrent = false
      off()
      void bridge.ask('session:history', null)
    }
  }, [bridge, key])
  return ending
}

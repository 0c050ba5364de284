import { useEffect, useState } from 'react'
import type { SessionHistory } from '../../../shared/domain/history'
import type { SessionKey } from '../../../shared/domain/session'
import { useStoreFacts, useStores } from '../../state/context'

/** Follows what happens to a session while its detail is shown; null until the first answer. */
export function useHistory(key: SessionKey): SessionHistory | null {
  const { bridge } = useStores()
  // A store opened anew begins its history anew, and has to be asked again.
  const store = useStoreFacts()
  const [history, setHistory] = useState<SessionHistory | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `store` is what makes the history worth asking for again
  useEffect(() => {
    let isCurrent = true
    function take(told: SessionHistory | null): void {
      if (isCurrent && told?.key === key)
        setHistory(held => (held !== null && held.version >= told.version ? held : told))
    }
    const off = bridge.on('session:history', take)
    void bridge.ask('session:history', key).then(outcome => outcome.ok && take(outcome.value))
    return () => {
      isCurrent = false
      off()
      void bridge.ask('session:history', null)
    }
  }, [bridge, key, store])

  return history
}

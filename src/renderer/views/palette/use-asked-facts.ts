import { useEffect, useState } from 'react'
import type { AskedFacts } from '../../actions/all-actions'
import { useStoreId, useStores } from '../../state/context'

const nothing: AskedFacts = { saved: [], journal: null }

/** What main has to be asked for, once each time the palette opens. */
export function useAskedFacts(isOpen: boolean): AskedFacts {
  const { bridge } = useStores()
  const storeId = useStoreId()
  const [facts, setFacts] = useState(nothing)
  useEffect(() => {
    if (!isOpen || storeId === null) return
    let isCurrent = true
    const asked = [
      bridge.ask('saved-filters:read', undefined),
      bridge.ask('journal:read', undefined)
    ] as const
    void Promise.all(asked).then(([saved, journal]) => {
      if (isCurrent)
        setFacts({ saved: saved.ok ? saved.value : [], journal: journal.ok ? journal.value : null })
    })
    return () => {
      isCurrent = false
    }
  }, [bridge, isOpen, storeId])
  return storeId === null ? nothing : facts
}

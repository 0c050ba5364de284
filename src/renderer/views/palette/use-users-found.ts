import { useEffect, useState } from 'react'
import { useStores, useView } from '../../state/context'

/** As people type: asked when they pause, not at each letter. */
const PAUSE_MS = 200
const none: readonly string[] = []

/**
 * Users of the whole store whose name holds `text`, those with most sessions first. None for an empty text, and none in a
 * large store, where each question would have the database count all of them.
 */
export function useUsersFound(text: string): readonly string[] {
  const { users } = useStores()
  const isHeld = useView(state => state.view !== null && state.view.limits === null)
  const [found, setFound] = useState<readonly string[]>(none)
  const wanted = isHeld ? text.trim() : ''
  useEffect(() => {
    setFound(none)
    if (wanted === '') return
    let isWanted = true
    const timer = setTimeout(async () => {
      const names = await users.look(wanted)
      if (isWanted) setFound(names)
    }, PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [users, wanted])
  return found
}

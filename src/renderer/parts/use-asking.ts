import { type RefObject, useEffect, useRef } from 'react'
import { useStoreFacts } from '../state/context'

/**
 * Asks main whatever `plan` says is to be asked next, given what was asked last; null: what main sends is still what the screen
 * needs. Another store is asked anew. Answers with what was asked last.
 */
export function useAsking<A>(
  plan: (last: A | null) => A | null,
  send: (ask: A) => Promise<void>
): RefObject<A | null> {
  const ns = useStoreFacts()?.ns ?? null
  const last = useRef<A | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another store has to be asked anew, whatever was asked before
  useEffect(() => {
    last.current = null
  }, [ns])

  useEffect(() => {
    if (ns === null) return
    const ask = plan(last.current)
    if (ask === null) return
    last.current = ask
    void send(ask)
  })

  return last
}

import { useMemo, useState } from 'react'
import type { KnownNames } from '../../../shared/filter/complete'
import { useStoreFacts, useStores, useUsers, useView } from '../../state/context'

const MOST_USERS = 200

/** Names to complete a filter with: users in the windows that are held, and paths seen in payloads once somebody types. */
export function useKnownNames(): { readonly known: KnownNames; readonly look: () => void } {
  const { bridge } = useStores()
  const ns = useStoreFacts()?.ns ?? null
  const [seen, setSeen] = useState<{ readonly ns: string | null; readonly paths: readonly string[] }>({
    ns: null,
    paths: []
  })
  const [isLooking, setLooking] = useState(false)
  // Without anybody at the field it does not follow the rows: they change ten times a second.
  const rows = useView(state => (isLooking && state.view?.rows) || null)
  const lines = useUsers(state => (isLooking && state.view?.lines) || null)

  async function look(): Promise<void> {
    setLooking(true)
    if (ns === null || seen.ns === ns) return
    const outcome = await bridge.ask('filter:paths', undefined)
    if (outcome.ok) setSeen({ ns, paths: outcome.value })
  }

  const known = useMemo(() => {
    const users = new Set<string>()
    for (const row of rows ?? []) if (row.user !== null) users.add(row.user)
    for (const line of lines ?? []) if (line.kind === 'user') users.add(line.summary.user)
    return { users: [...users].slice(0, MOST_USERS), paths: seen.ns === ns ? seen.paths : [] }
  }, [rows, lines, seen, ns])
  return { known, look: () => void look() }
}

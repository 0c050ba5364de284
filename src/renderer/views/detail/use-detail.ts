import { useEffect, useRef, useState } from 'react'
import type { SessionDetail } from '../../../shared/domain/detail'
import type { SessionKey } from '../../../shared/domain/session'
import type { SessionRow } from '../../../shared/domain/view'
import type { Fault } from '../../../shared/fault'
import { useStores, useUsers, useView } from '../../state/context'
import { selectRow, selectUsersRow } from '../../state/selectors'

/** The document behind the selected session, and what is last known of its row. */
export interface DetailState {
  readonly row: SessionRow | null
  readonly detail: SessionDetail | null
  /** Why the last reading failed; what was read before stays. */
  readonly fault: Fault | null
  readonly reveal: (path: string) => void
}

/** A session that changes all the time is not read more often than this. */
const LEAST_MS = 300
/** A session that no window shows tells nothing of its changes: it is read again every so often. */
const UNSEEN_MS = 5000

/** Reads a session, and again when its row changes. Mounted anew for each session, so that nothing of another stays. */
export function useDetail(key: SessionKey): DetailState {
  const { bridge } = useStores()
  const inSessions = useView(state => selectRow(state, key))
  const inUsers = useUsers(state => selectUsersRow(state, key))
  const seen = inSessions ?? inUsers
  const known = useRef<SessionRow | null>(null)
  if (seen !== null) known.current = seen
  const [detail, setDetail] = useState<SessionDetail | null>(null)
  const [fault, setFault] = useState<Fault | null>(null)
  const [revealed, setRevealed] = useState<readonly string[]>([])
  const readAt = useRef(Number.NEGATIVE_INFINITY)
  const isGone = fault?.code === 'gone' || known.current?.ending != null
  const isUnseen = seen === null
  const change = `${seen?.changedAt} ${seen?.payloadDigest} ${seen?.expiresAt}`

  // biome-ignore lint/correctness/useExhaustiveDependencies: `change` is what makes the document worth reading again
  useEffect(() => {
    let isCurrent = true
    async function read(): Promise<void> {
      readAt.current = performance.now()
      const outcome = await bridge.ask('session:read', { key, revealPaths: [...revealed] })
      if (!isCurrent) return
      setFault(outcome.ok ? null : outcome.fault)
      if (outcome.ok) setDetail(outcome.value)
    }
    if (isGone) return
    const wait = Math.max(0, readAt.current + LEAST_MS - performance.now())
    const first = setTimeout(() => void read(), wait)
    const again = isUnseen ? setInterval(() => void read(), UNSEEN_MS) : undefined
    return () => {
      isCurrent = false
      clearTimeout(first)
      clearInterval(again)
    }
  }, [bridge, key, revealed, change, isGone, isUnseen])

  return {
    row: known.current,
    detail,
    fault,
    reveal: path => setRevealed(paths => [...paths, path].slice(-50))
  }
}

import type { Session, SessionKey } from '../../shared/domain/session'
import type { Vault } from '../intake'
import type { StoredSession } from '../reader'

/** So many sessions are remembered: what was on screen and what a change stream told last. */
const MOST = 20_000

/** The few sessions of a large store that are known here, newest kept. */
export interface KnownSessions extends Vault {
  get(key: SessionKey): Session | undefined
  sessions(): readonly Session[]
  keep(stored: StoredSession): void
  forget(key: SessionKey): void
  clear(): void
}

/** Nothing known yet. */
export function createKnownSessions(): KnownSessions {
  const known = new Map<SessionKey, StoredSession>()
  return {
    get: key => known.get(key)?.session,
    sessions: () => [...known.values()].map(stored => stored.session),
    keep(stored) {
      const { key } = stored.session
      // Deleted first, so that it lies last: the map's order is its age.
      known.delete(key)
      known.set(key, stored)
      if (known.size <= MOST) return
      const [oldest] = known.keys()
      if (oldest !== undefined) known.delete(oldest)
    },
    forget: key => known.delete(key),
    clear: () => known.clear(),
    documentIdOf: key => known.get(key)?.documentId,
    sessionIdOf: key => known.get(key)?.sessionId ?? null,
    startsWith: (key, text) => known.get(key)?.sessionId.startsWith(text) ?? false
  }
}

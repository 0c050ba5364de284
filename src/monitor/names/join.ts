import type { KnownNames, NameSource, UserName } from '../../shared/domain/names'
import type { UserKey } from '../../shared/domain/session'
import type { Timers } from '../timers'

/** Whose names are wanted: those on one part of the screen, or in one answer. */
export type NamesFor = 'sessions' | 'users' | 'activity'

/** What a join of names is made of. Both reads may reject. */
export interface NameJoinParts {
  readonly read: (source: NameSource, users: readonly UserKey[]) => Promise<readonly UserName[]>
  /** The users whose names have this text in them, as far as the database finds them in time. */
  readonly search: (source: NameSource, text: string) => Promise<readonly UserName[]>
  readonly troubleOf: (error: unknown) => string
  readonly timers: Timers
  readonly monotonicMs: () => number
  /** What is to be shown is another now. */
  readonly changed: (names: KnownNames) => void
  /** Names have become known that filters may go by. */
  readonly learned: () => void
}

/** The names of users, read only for those who are looked at. */
export interface NameJoin {
  /** Reads names from there from now on; null: shows none. */
  use(source: NameSource | null): KnownNames
  /** These are the users that are looked at there now. */
  see(where: NamesFor, users: Iterable<UserKey>): void
  /** A filter looks for these words, which may be in a name. */
  look(words: readonly string[]): void
  known(): KnownNames
  /** The names of these users, looked at or not; those that cannot be read have none. */
  namesOf(users: Iterable<UserKey>): Promise<ReadonlyMap<UserKey, string>>
  /** Whether a user's name is known and has this lower-case text in it. */
  isNamed(user: UserKey, lower: string): boolean
  stop(): void
}

interface Kept {
  /** Null: the collection does not know this user, or has no name. */
  readonly name: string | null
  readonly readAt: number
}

/** So many names are kept, the least lately looked at go first. */
export const MOST_NAMES = 20_000
export const MOST_AT_ONCE = 200
/** People change their names; new users get one. */
const FRESH_MS = 600_000
const UNKNOWN_FRESH_MS = 60_000
const RETRY_MS = 10_000
/** While somebody types, only what stays for a moment is looked for. */
const TYPING_MS = 150
const MOST_WORDS = 200

/** A join that shows nothing until it is told where names are. */
export function createNameJoin(parts: NameJoinParts): NameJoin {
  const { timers, monotonicMs } = parts
  const cache = new Map<UserKey, Kept>()
  const seen = new Map<NamesFor, ReadonlySet<UserKey>>()
  const looked = new Set<string>()
  let source: NameSource | null = null
  let trouble: string | null = null
  let told = ''
  let awaited: readonly string[] = []
  let isReading = false
  let cancelRetry: (() => void) | null = null
  let cancelLook: (() => void) | null = null
  let isStopped = false

  const shownUsers = () => new Set([...seen.values()].flatMap(users => [...users]))

  function known(): KnownNames {
    const names = [...shownUsers()].flatMap(user => {
      const name = cache.get(user)?.name
      return name == null ? [] : [[user, name] as const]
    })
    return { source, names: source === null ? [] : names, trouble }
  }

  function tell(): void {
    const names = known()
    const text = JSON.stringify(names)
    if (text === told || isStopped) return
    told = text
    parts.changed(names)
  }

  function keep(user: UserKey, name: string | null): void {
    // Deleted first, so that it lies last: the map's order is its age.
    cache.delete(user)
    cache.set(user, { name, readAt: monotonicMs() })
    const [oldest] = cache.keys()
    if (cache.size > MOST_NAMES && oldest !== undefined) cache.delete(oldest)
  }

  function isFresh(user: UserKey): boolean {
    const kept = cache.get(user)
    if (kept === undefined) return false
    return monotonicMs() - kept.readAt < (kept.name === null ? UNKNOWN_FRESH_MS : FRESH_MS)
  }

  async function pump(): Promise<void> {
    if (isReading || cancelRetry !== null) return
    isReading = true
    for (let from = source; from !== null && from === source && !isStopped; ) {
      const missing = [...shownUsers()].filter(user => !isFresh(user)).slice(0, MOST_AT_ONCE)
      if (missing.length === 0 || !(await readBatch(from, missing))) break
    }
    isReading = false
  }

  async function readBatch(from: NameSource, users: readonly UserKey[]): Promise<boolean> {
    try {
      const names = new Map(await parts.read(from, users))
      // Told where else to look meanwhile: these are of the old place.
      if (from !== source) return true
      trouble = null
      for (const user of users) keep(user, names.get(user) ?? null)
      tell()
      parts.learned()
      return true
    } catch (error) {
      if (from !== source || isStopped) return true
      fail(error)
      return false
    }
  }

  function fail(error: unknown): void {
    trouble = parts.troubleOf(error)
    tell()
    cancelRetry?.()
    cancelRetry = timers.start(() => {
      cancelRetry = null
      void pump()
    }, RETRY_MS)
  }

  async function namesOf(users: Iterable<UserKey>): Promise<ReadonlyMap<UserKey, string>> {
    const from = source
    const asked = [...new Set(users)]
    const fresh = from === null ? [] : asked.filter(isFresh)
    const names = new Map(fresh.map(user => [user, cache.get(user)?.name ?? null] as const))
    const missing = asked.filter(user => !names.has(user))
    for (
      let start = 0;
      from !== null && cancelRetry === null && start < missing.length;
      start += MOST_AT_ONCE
    ) {
      try {
        // Not kept: a file has more users in it than a screen, and would take theirs out.
        for (const [user, name] of await parts.read(from, missing.slice(start, start + MOST_AT_ONCE)))
          names.set(user, name)
      } catch (error) {
        if (from === source && !isStopped) fail(error)
        break
      }
    }
    return new Map([...names].flatMap(([user, name]) => (name === null ? [] : [[user, name] as const])))
  }

  async function find(words: readonly string[]): Promise<void> {
    const from = source
    awaited = []
    if (from === null) return
    for (const word of words) {
      looked.add(word)
      const names = await parts.search(from, word).catch(() => [])
      if (from !== source || isStopped) return
      for (const [user, name] of names) keep(user, name)
      if (names.length > 0) parts.learned()
    }
    if (looked.size > MOST_WORDS) looked.clear()
  }

  return {
    use(next) {
      if (JSON.stringify(next) !== JSON.stringify(source)) {
        cache.clear()
        looked.clear()
        awaited = []
        trouble = null
      }
      source = next
      cancelRetry?.()
      cancelRetry = null
      tell()
      void pump()
      return known()
    },
    see(where, users) {
      seen.set(where, new Set(users))
      if (source === null) return
      tell()
      void pump()
    },
    look(words) {
      const fresh = words.filter(word => word.length > 1 && !looked.has(word))
      // A window that only scrolls asks for the same words again.
      if (fresh.join(' ') === awaited.join(' ')) return
      awaited = fresh
      cancelLook?.()
      cancelLook = null
      if (source !== null && fresh.length > 0) cancelLook = timers.start(() => void find(fresh), TYPING_MS)
    },
    known,
    namesOf,
    isNamed: (user, lower) =>
      source !== null && (cache.get(user)?.name?.toLowerCase().includes(lower) ?? false),
    stop() {
      isStopped = true
      cancelRetry?.()
      cancelLook?.()
    }
  }
}

import type { ActivityEvent } from '../../shared/domain/event'
import type { Comparable } from '../history/comparable'

/** A sign-in that renews the session id deletes the old session and saves the new one within moments. */
const WITHIN_MS = 3000
/** Where several come into question, the nearer one counts when it is alone within this. */
const NEAR_MS = 250
/** Shorter values are shared by many sessions: a counter, a language. */
const TELLING_LENGTH = 12
/** So many are kept in mind; beyond that they are too many to be told apart anyway. */
const MOST = 200

/** A session that went or came, with what its payload said. */
interface Candidate {
  readonly event: ActivityEvent
  /** Top-level fields by name: those whose values are long enough to be one browser's own. */
  readonly values: ReadonlyMap<string, string>
}

/** Two sessions that are likely one browser's: the old one, deleted, and the new one, signed in. */
export interface LikelySame {
  readonly old: ActivityEvent
  readonly renewed: ActivityEvent
}

/** Pairs the ending of a guest's session with the sign-in that likely replaced it. */
export interface LikelySamePairs {
  /** A guest's session was deleted before its expiry; `payload` is what was last seen of it. */
  ended(event: ActivityEvent, payload: Comparable | null): LikelySame | null
  /** A new session of a user came. */
  signedIn(event: ActivityEvent, payload: Comparable | null): LikelySame | null
  /** Polls see both later than they were, and may see them in either order, this much apart. */
  slackMs: number
}

/** Nothing seen yet. Each session is paired at most once; where two come equally into question, none is. */
export function createLikelySame(): LikelySamePairs {
  let ended: Candidate[] = []
  let signedIn: Candidate[] = []
  const pairs = { slackMs: 0 }

  function recent(candidates: readonly Candidate[], at: number): Candidate[] {
    const withinMs = WITHIN_MS + pairs.slackMs
    return candidates.filter(one => Math.abs(one.event.at - at) <= withinMs).slice(-MOST)
  }

  function pair(mine: Candidate, others: readonly Candidate[], rivals: readonly Candidate[]) {
    const possible = others.filter(other => !isContradicted(mine, other))
    const near = possible.filter(other => isNear(mine, other))
    const best = onlyBest(mine, possible) ?? onlyBest(mine, near)
    if (best === null) return null
    // The other way round as well: another one that came or went just then may be it.
    const hasRival = rivals.some(
      rival =>
        !isContradicted(rival, best) &&
        shared(rival, best) >= shared(mine, best) &&
        (isNear(rival, best) || !isNear(mine, best))
    )
    return hasRival ? null : best
  }

  return {
    get slackMs() {
      return pairs.slackMs
    },
    set slackMs(ms) {
      pairs.slackMs = ms
    },
    ended(event, payload) {
      const old: Candidate = { event, values: tellingValuesOf(payload) }
      ended = recent(ended, event.at)
      signedIn = recent(signedIn, event.at)
      const found = pair(old, signedIn, ended)
      if (found === null) {
        ended.push(old)
        return null
      }
      signedIn = signedIn.filter(one => one !== found)
      return { old: event, renewed: found.event }
    },
    signedIn(event, payload) {
      const renewed: Candidate = { event, values: tellingValuesOf(payload) }
      ended = recent(ended, event.at)
      signedIn = recent(signedIn, event.at)
      const found = pair(renewed, ended, signedIn)
      if (found === null) {
        signedIn.push(renewed)
        return null
      }
      ended = ended.filter(one => one !== found)
      return { old: found.event, renewed: event }
    }
  }
}

/** Both say the same thing of their browser, each something else, and have nothing in common. A token is new each time. */
function isContradicted(a: Candidate, b: Candidate): boolean {
  const differs = [...a.values].some(([name, value]) => {
    const other = b.values.get(name)
    return other !== undefined && other !== value && !isSecret(value)
  })
  return differs && shared(a, b) === 0
}

/** As `comparable` marks it. */
const isSecret = (json: string) => json.startsWith('"*')

const isNear = (a: Candidate, b: Candidate) => Math.abs(a.event.at - b.event.at) <= NEAR_MS

/** The one that has most in common with `mine`; null where two have equally much, or there is none. */
function onlyBest(mine: Candidate, others: readonly Candidate[]): Candidate | null {
  let best: Candidate | null = null
  let most = -1
  let isTie = false
  for (const other of others) {
    const count = shared(mine, other)
    if (count === most) isTie = true
    if (count <= most) continue
    best = other
    most = count
    isTie = false
  }
  return isTie ? null : best
}

function shared(a: Candidate, b: Candidate): number {
  let count = 0
  for (const [name, value] of a.values) if (b.values.get(name) === value) count += 1
  return count
}

function tellingValuesOf(payload: Comparable | null): ReadonlyMap<string, string> {
  if (payload === null) return new Map()
  const fields = Object.entries(JSON.parse(payload) as Record<string, unknown>)
  const texts = fields.map(([name, value]) => [name, JSON.stringify(value)] as const)
  return new Map(texts.filter(([, json]) => json.length > TELLING_LENGTH))
}

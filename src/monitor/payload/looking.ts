import type { SessionKey } from '../../shared/domain/session'

/** Something that is being looked for in payloads, and how far that is. */
export interface Looking {
  /** Written while it went on: what was written is newer than what it may still bring. */
  readonly written: Set<SessionKey>
  readonly ending: AbortController
  done: number
  isKnown: boolean
  /** Why it ended before all was known. */
  trouble: string | null
}

/** Nothing looked at yet. */
export function newLooking(): Looking {
  return { written: new Set(), ending: new AbortController(), done: 0, isKnown: false, trouble: null }
}

/** Looks until all is known, or a failure says why not. False: it was given up, and nobody waits for it. */
export async function lookToEnd(
  one: Looking,
  work: (signal: AbortSignal) => Promise<void>,
  troubleOf: (error: unknown) => string
): Promise<boolean> {
  const { signal } = one.ending
  try {
    await work(signal)
    if (!signal.aborted) one.isKnown = true
  } catch (error) {
    if (!signal.aborted) one.trouble = troubleOf(error)
  }
  if (signal.aborted) return false
  one.written.clear()
  return true
}

import { createFinder, type Finder } from '../../src/monitor/findings/finder'
import { digestPayload } from '../../src/monitor/formats/digest'
import type { Finding } from '../../src/shared/domain/finding'
import type { Session } from '../../src/shared/domain/session'
import { firstWatchSettings, type WatchSettings } from '../../src/shared/domain/watched'
import { manualTime } from './manual-time'
import { START } from './sessions'

/** The digest of a session into which nobody has put anything. */
export const EMPTY = digestPayload({})

/** A finder by itself, with all it has told. */
export function aFinder(settings: Partial<WatchSettings> = {}) {
  const time = manualTime(START)
  const told: (readonly Finding[])[] = []
  const finder = createFinder({
    settings: { ...firstWatchSettings, ...settings },
    timers: time.timers,
    monotonicMs: time.now
  })
  finder.onChange(() => told.push(finder.watchedFindings()))
  return { time, told, finder, write: writerTo(finder) }
}

/** Writes one session after the other, as a feed tells it. */
export function writerTo(finder: Finder) {
  return (before: Session | null, after: Session | null, at = START) => {
    const key = (after ?? before)?.key
    if (key === undefined) throw new Error('Nothing is written.')
    finder.take([{ key, before, after }], at, [])
  }
}

/** By rule, what a finder has found. */
export function foundBy(finder: Pick<Finder, 'watchedFindings'>): Record<string, Finding> {
  return Object.fromEntries(finder.watchedFindings().map(finding => [finding.rule, finding]))
}

/** A finding of watching. */
export function aFinding(part: Partial<Finding> = {}): Finding {
  return {
    rule: 'login-without-regenerate',
    severity: 'critical',
    title: '1 guest signed in and kept the session id',
    explains: 'Whoever knows a guest’s session id owns the account.',
    evidence: '12:04:11 UTC; id: 4f…e1',
    mend: null,
    filter: null,
    seenAt: START,
    ...part
  }
}

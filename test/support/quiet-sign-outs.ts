import { onTestFinished } from 'vitest'
import { createSignOuts, type SignOuts } from '../../src/monitor/acts/sign-outs'
import type { LiveStore } from '../../src/monitor/live-store'
import { systemTimers } from '../../src/monitor/timers'

/** Sign-outs on a live store until the test ends, for tests that ask nothing of progress and the list of what was done. */
export function quietSignOuts(live: LiveStore): SignOuts {
  const signOuts = createSignOuts({
    target: () => ({ ...live.target, place: live.target.ns, where: 'test' }),
    now: Date.now,
    timers: systemTimers,
    monotonicMs: () => performance.now(),
    progress: () => undefined,
    audit: () => undefined
  })
  onTestFinished(() => signOuts.stop())
  return signOuts
}

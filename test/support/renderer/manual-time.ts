import type { TimeSource } from '../../../src/renderer/state/clock'

/** A monotonic clock moved by hand; timers fire as it passes them. */
export function manualTime(): TimeSource & { readonly advance: (ms: number) => void } {
  let now = 5_000
  let timers: { at: number; run: () => void }[] = []
  return {
    monotonicMs: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter(one => one !== timer)
      }
    },
    advance(ms) {
      const end = now + ms
      for (;;) {
        const next = timers.filter(one => one.at <= end).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        now = next.at
        timers = timers.filter(one => one !== next)
        next.run()
      }
      now = end
    }
  }
}

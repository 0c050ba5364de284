/** The part of the server's time that counts and sweeps together may take. */
export const SWEEP_SHARE = 0.05
/** The part that looking for new writes may take. */
const TICK_SHARE = 0.1
const LONGEST_TICK_MS = 30_000
/** Saved up at most, ms of the server's time: a cheap count must not put off the sweep that it calls for. */
const SAVED_MS = 50

/** Ms of server time that may be spent, earned as time goes by: never more than `share` of it, but for the last spending. */
export interface Budget {
  /** Whether something may be spent at `now`. What it costs is known only afterwards: that is then owed. */
  isOpen(now: number): boolean
  spend(costMs: number, now: number): void
}

/** A budget that is open at `startAt`. All instants are of one clock that only grows, ms. */
export function createBudget(startAt: number, share = SWEEP_SHARE): Budget {
  let balance = 0
  let countedAt = startAt
  const earn = (now: number) => {
    balance = Math.min(SAVED_MS, balance + Math.max(0, now - countedAt) * share)
    countedAt = Math.max(countedAt, now)
  }
  return {
    isOpen(now) {
      earn(now)
      return balance >= 0
    },
    spend(costMs, now) {
      earn(now)
      balance -= costMs
    }
  }
}

/** How long between two ticks: `wantedMs`, or as long as keeps their cost at a tenth of the server's time, at most 30 s. */
export function tickIntervalMs(costMs: number, wantedMs: number): number {
  return Math.max(wantedMs, Math.min(LONGEST_TICK_MS, Math.round(costMs / TICK_SHARE)))
}

/** How long between two sweeps when nothing calls for one earlier: `wantedMs`, or as long as the budget needs to pay it. */
export function sweepEveryMs(costMs: number, wantedMs: number, share = SWEEP_SHARE): number {
  return Math.max(wantedMs, Math.round(costMs / share))
}

const METER_MS = 60_000

/** The part of the last minute that the server was busy for us, 0 to 1. */
export interface ShareMeter {
  add(costMs: number, now: number): void
  share(now: number): number
}

/** A meter that begins at `startAt`. */
export function createShareMeter(startAt: number): ShareMeter {
  let spent: { readonly at: number; readonly costMs: number }[] = []
  return {
    add: (costMs, now) => void spent.push({ at: now, costMs }),
    share(now) {
      spent = spent.filter(s => now - s.at < METER_MS)
      const lastedMs = Math.max(1, Math.min(METER_MS, now - startAt))
      const busyMs = spent.reduce((sum, s) => sum + s.costMs, 0)
      return Math.min(1, busyMs / lastedMs)
    }
  }
}

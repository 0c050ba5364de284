const KEPT = 20

/** Keeps the last lags and gives their median, ms; null before the first. */
export interface LagMeter {
  add(lagMs: number): void
  readonly medianMs: number | null
}

/** An empty meter. A clock estimate slightly ahead would give negative lags: they count as 0. */
export function createLagMeter(): LagMeter {
  const lags: number[] = []
  return {
    add(lagMs) {
      lags.push(Math.max(0, lagMs))
      if (lags.length > KEPT) lags.shift()
    },
    get medianMs() {
      const sorted = [...lags].sort((a, b) => a - b)
      return sorted[Math.floor(sorted.length / 2)] ?? null
    }
  }
}

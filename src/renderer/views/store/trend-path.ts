import type { Trend } from '../../../shared/domain/overview'

const SPAN_MS = 1_800_000
const EDGE = 2

/** The line as an SVG path: the newest at the right, a short history not stretched, a gap not crossed. */
export function trendPath({ at, signedIn, isAfterGap }: Trend, width: number, height: number): string {
  const newest = at.at(-1) ?? 0
  const least = Math.min(...signedIn)
  const range = Math.max(1, Math.max(...signedIn) - least)
  return at
    .map((instant, i) => {
      const x = width - EDGE - ((newest - instant) / SPAN_MS) * (width - 2 * EDGE)
      const y = height - EDGE - (((signedIn[i] ?? least) - least) / range) * (height - 2 * EDGE)
      return `${i === 0 || isAfterGap[i] ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`
    })
    .join('')
}

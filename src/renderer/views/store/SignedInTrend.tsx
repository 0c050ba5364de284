import { useEffect, useState } from 'react'
import type { Trend } from '../../../shared/domain/overview'
import { formatCount } from '../../../shared/words/numbers'
import { useStoreFacts, useStores } from '../../state/context'
import classes from './SignedInTrend.module.css'
import { trendPath } from './trend-path'

const EVERY_MS = 10_000
const WIDTH = 136
const HEIGHT = 20

/** How many were signed in over the last half hour: a small line, and by how many more or fewer. */
export function SignedInTrend({ signedIn }: { readonly signedIn: number }) {
  const trend = useTrend()
  const first = trend?.signedIn[0]
  if (trend === null || first === undefined || trend.at.length < 2) return null
  // The line is asked for now and then; the figure beside it is of now.
  const by = signedIn - first
  const sign = by > 0 ? '+' : by < 0 ? '−' : '±'
  const name = `Signed in, last 30 min: ${formatCount(first)} to ${formatCount(signedIn)}`
  return (
    <span className={classes.root} role="img" aria-label={name}>
      <span className={classes.word}>signed in, last 30 min</span>
      <svg width={WIDTH} height={HEIGHT} className={classes.line} aria-hidden>
        <path d={trendPath(trend, WIDTH, HEIGHT)} />
      </svg>
      <span className={classes.by} data-more={by > 0 || undefined}>
        {sign}
        {formatCount(Math.abs(by))}
      </span>
    </span>
  )
}

/** Asked for now and then: it moves slowly, and only the Overview is told by itself. */
function useTrend(): Trend | null {
  const { bridge } = useStores()
  const ns = useStoreFacts()?.ns ?? null
  const [trend, setTrend] = useState<Trend | null>(null)
  useEffect(() => {
    setTrend(null)
    if (ns === null) return
    let isOver = false
    const ask = async () => {
      const outcome = await bridge.ask('overview:trend', undefined)
      if (!isOver && outcome.ok) setTrend(outcome.value)
    }
    void ask()
    const timer = setInterval(() => void ask(), EVERY_MS)
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [bridge, ns])
  return trend
}

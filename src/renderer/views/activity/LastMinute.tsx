import { countOf } from '../../../shared/words/numbers'
import { useActivity } from '../../state/context'
import classes from './LastMinute.module.css'

const HEIGHT = 14
const BAR = 4
const GAP = 2

/** How much happened in the last minute, five seconds a bar. */
export function LastMinute() {
  const bars = useActivity(state => state.view?.lastMinute ?? null)
  if (bars === null) return null
  const most = Math.max(1, ...bars)
  const total = bars.reduce((sum, bar) => sum + bar, 0)
  return (
    <span
      className={classes.root}
      title={`${countOf(total, 'event')} in the minute before the last one told`}
    >
      <span className={classes.label}>last min</span>
      <svg
        width={bars.length * (BAR + GAP)}
        height={HEIGHT}
        className={classes.bars}
        role="img"
        aria-label={`${countOf(total, 'event')} in the last minute`}
      >
        {bars.map((bar, index) => {
          const height = Math.max(1, Math.round((bar / most) * HEIGHT))
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          return <rect key={index} x={index * (BAR + GAP)} y={HEIGHT - height} width={BAR} height={height} />
        })}
      </svg>
    </span>
  )
}

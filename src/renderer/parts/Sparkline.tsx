import { PULSE_MINUTES, type Pulse } from '../../shared/domain/pulse'
import { pulseText } from '../format/pulse-text'
import classes from './Sparkline.module.css'

const HEIGHT = 14
const STEP = 2

/** A user's writes as bars, a minute each, the present one at the right; before Sextant was watching there is no ground under them. */
export function Sparkline({ pulse }: { readonly pulse: Pulse }) {
  const most = Math.max(1, ...pulse)
  const from = (PULSE_MINUTES - pulse.length) * STEP
  const text = pulseText(pulse)
  return (
    <svg width={PULSE_MINUTES * STEP} height={HEIGHT} className={classes.root} role="img" aria-label={text}>
      <title>{`Seen writes per minute: ${text}`}</title>
      <rect x={from} y={HEIGHT - 1} width={pulse.length * STEP} height={1} className={classes.ground} />
      {pulse.map((count, minute) => {
        const height = Math.max(3, Math.round((count / most) * HEIGHT))
        return (
          count > 0 && (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its minute
              key={minute}
              x={from + minute * STEP}
              y={HEIGHT - height}
              width={STEP - 0.5}
              height={height}
            />
          )
        )
      })}
    </svg>
  )
}

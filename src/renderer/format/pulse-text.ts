import { PULSE_MINUTES, type Pulse } from '../../shared/domain/pulse'
import { countOf } from '../../shared/words/numbers'

/** What a sparkline shows: `12 writes seen in the last 30 min, at most 4 a minute, the last 3 min ago`. */
export function pulseText(pulse: Pulse): string {
  const minutes = pulse.length
  const span =
    minutes >= PULSE_MINUTES
      ? `in the last ${PULSE_MINUTES} min`
      : `in the ${minutes <= 1 ? 'minute' : `${minutes} min`} since Sextant connected`
  const total = pulse.reduce((sum, count) => sum + count, 0)
  if (total === 0) return `no write seen ${span}`
  const ago = minutes - 1 - pulse.findLastIndex(count => count > 0)
  const last = ago === 0 ? 'within this minute' : `${ago} min ago`
  return `${countOf(total, 'write')} seen ${span}, at most ${Math.max(...pulse)} a minute, the last ${last}`
}

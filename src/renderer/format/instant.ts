import type { EpochMs } from '../../shared/domain/session'
import { formatAgo } from './ago'
import { type ClockReading, formatClockCell, formatClockTime } from './clock-time'
import { formatCountdown } from './countdown'

/** How instants are told: as each column has them, all by how long ago or ahead, or all by the clock. */
export type TimeStyle = 'usual' | 'relative' | 'clock'

/** A clock's reading, and how the person wants instants told. */
export interface StyledReading extends ClockReading {
  readonly style: TimeStyle
}

/** Whether an instant is told by the clock where it is `usually` told so, or not. */
export function isByClock(style: TimeStyle, isUsually: boolean): boolean {
  return style === 'usual' ? isUsually : style === 'clock'
}

/** A past instant in a cell whose head names the zone. */
export function formatPastCell(at: EpochMs, clock: StyledReading, isUsuallyByClock: boolean): string {
  return isByClock(clock.style, isUsuallyByClock) ? formatClockCell(at, clock) : formatAgo(clock.now - at)
}

/** The same in a sentence. */
export function formatPast(at: EpochMs, clock: StyledReading, isUsuallyByClock: boolean): string {
  return isByClock(clock.style, isUsuallyByClock) ? formatClockTime(at, clock) : formatAgo(clock.now - at)
}

/** An expiry in a sentence: when, or in how long. */
export function formatAhead(at: EpochMs, clock: StyledReading, isUsuallyByClock: boolean): string {
  if (isByClock(clock.style, isUsuallyByClock)) return formatClockTime(at, clock)
  return at <= clock.now ? formatAgo(clock.now - at) : `in ${formatCountdown(at - clock.now)}`
}

import type {
  ActiveNow,
  Counts,
  Drain,
  ExpiryBar,
  ExpiryCliff,
  Levels,
  OverviewSpan,
  OverviewWindow,
  Rates,
  Survey
} from '../../../shared/domain/overview'
import type { EpochMs, LastSeenBasis } from '../../../shared/domain/session'
import { countOf, formatCount } from '../../../shared/words/numbers'
import { formatAgo } from '../../format/ago'
import { type ClockReading, formatClockMinute, formatClockTime, type TimeZone } from '../../format/clock-time'
import { formatDuration } from '../../format/duration'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How far back a chart reaches, behind its title. */
export function spanWord(span: OverviewSpan): string {
  return { '5m': 'last 5 min', '1h': 'last hour', all: 'since connected' }[span]
}

/** `per minute`, `per 10 s`: what one bar stands for. */
export function perStep(stepMs: number): string {
  if (stepMs === MINUTE) return 'per minute'
  if (stepMs === HOUR) return 'per hour'
  return `per ${formatDuration(stepMs)}`
}

/** The cliff as a sentence, with the way round it. */
export function cliffText(cliff: ExpiryCliff, clock: ClockReading): string {
  const from = formatClockMinute(cliff.fromAt, clock)
  const to = formatClockMinute(cliff.toAt + MINUTE - 1, clock)
  const share = `${Math.round(cliff.share * 100)} % of sign-ins`
  const who = cliff.people === 1 ? '1 person is' : `${formatCount(cliff.people)} people are`
  return `${who} logged out between ${from} and ${to} unless seen again: ${share}.`
}

/** What stands under each bar; the unit of minutes only where it changes. */
export function barLabels(bars: readonly ExpiryBar[]): readonly string[] {
  return bars.map(({ fromMs, toMs }, i) => {
    if (i === 0) return '< 1 m'
    // Bars stand close: this is the one label that would run into the next.
    if (fromMs === HOUR / 2 && toMs === HOUR) return '½–1 h'
    const [unit, word] = unitOf(toMs ?? fromMs)
    if (toMs === null) return `> ${fromMs / unit} ${word}`
    const next = bars[i + 1]
    const isSame = word === 'm' && next?.toMs != null && next.toMs < HOUR
    return `${shortNumber(fromMs / unit)}–${toMs / unit}${isSame ? '' : ` ${word}`}`
  })
}

/** The same in full, for the readout and the table: `1 min to 5 min`. */
export function barName({ fromMs, toMs }: ExpiryBar): string {
  if (fromMs === 0) return 'less than 1 min'
  if (toMs === null) return `more than ${formatDuration(fromMs)}`
  return `${formatDuration(fromMs)} to ${formatDuration(toMs)}`
}

function unitOf(ms: number): readonly [number, string] {
  if (ms <= HOUR) return [MINUTE, 'm']
  return ms <= DAY ? [HOUR, 'h'] : [DAY, 'd']
}

const shortNumber = (n: number) => (n > 0 && n < 0.1 ? '0' : String(Math.round(n * 10) / 10))

const seenIn = 'seen in the last 5 min'

/** The deploy question and its answer. `detail` says how good it is. */
export function restartAnswer(
  active: ActiveNow,
  now: EpochMs
): { readonly isQuiet: boolean; readonly answer: string; readonly detail: string } {
  const { people, guests, untold, bases, lastSeenAt } = active
  const isQuiet = people + guests === 0
  const blind = untold > 0 ? [`of ${countOf(untold, 'session')} nothing tells when it was last used`] : []
  if (isQuiet && bases.length === 0 && untold > 0)
    return { isQuiet: false, answer: 'This store cannot tell', detail: `${blind.join('')}.` }
  const who = [
    ...(people > 0 ? [people === 1 ? '1 person' : `${formatCount(people)} people`] : []),
    ...(guests > 0 ? [countOf(guests, 'guest')] : [])
  ].join(' and ')
  const last = lastSeenAt === null ? [] : [lastText(now - lastSeenAt)]
  const told = [...last, ...blind, ...basisText(bases)].join('; ')
  return isQuiet
    ? { isQuiet, answer: `Yes: nobody was ${seenIn}`, detail: told }
    : { isQuiet, answer: `${who} ${seenIn}`, detail: told }
}

const lastText = (ms: number) => (ms < 2000 ? 'the last just now' : `the last ${formatAgo(ms)}`)

function basisText(bases: readonly LastSeenBasis[]): readonly string[] {
  switch (bases[0]) {
    case 'written-date':
      return ['by the date the store writes']
    case 'expiry-minus-lifetime':
      return ['by expiry and lifetime']
    case 'seen-change':
      return ['only by what Sextant saw change']
    default:
      return []
  }
}

/** How far the drain is. */
export function drainText(drain: Drain, clock: ClockReading): string {
  const since = formatClockTime(drain.startedAt, clock)
  if (drain.of === 0) return `Nobody was active when this began at ${since}.`
  if (drain.stillActive === 0)
    return `All ${formatCount(drain.of)} who were active at ${since} are silent or gone.`
  return `${formatCount(drain.stillActive)} of ${formatCount(drain.of)} who were active at ${since} still are.`
}

const MOST_LIFETIMES = 3

/** `Lifetimes: 30 min: 412, 14 d: 57, others: 3`. */
export function lifetimesText({ lifetimes, bars, neverExpire }: Survey): string | null {
  if (lifetimes.length === 0) return null
  const shown = lifetimes.slice(0, MOST_LIFETIMES)
  const all = bars.reduce((sum, bar) => sum + totalOf(bar), neverExpire)
  const others = all - shown.reduce((sum, { sessions }) => sum + sessions, 0)
  const parts = shown.map(({ lifetimeMs, sessions }) => {
    return `${lifetimeMs === null ? 'not told' : formatDuration(lifetimeMs)}: ${formatCount(sessions)}`
  })
  return `Lifetimes: ${[...parts, ...(others > 0 ? [`others: ${formatCount(others)}`] : [])].join(', ')}`
}

/** New guests to sign-ins: a login that makes a new id cannot be traced back to its guest, so it is a ratio. */
export function guestsWhoSignIn({ newGuests, signedIn }: Counts): { figure: string; note: string } {
  if (newGuests === 0)
    return {
      figure: '–',
      note: signedIn === 0 ? 'no new guests yet' : `${countOf(signedIn, 'sign-in')}, no new guests`
    }
  if (signedIn === 0) return { figure: 'none', note: `of ${countOf(newGuests, 'new guest')}` }
  const ratio = newGuests / signedIn
  return ratio >= 1
    ? { figure: `1 in ${ratio.toFixed(ratio >= 10 ? 0 : 1).replace(/\.0$/, '')}`, note: '' }
    : { figure: `${formatCount(signedIn)} to ${formatCount(newGuests)}`, note: 'sign-ins to new guests' }
}

/** Writes a second, while somebody was looking, and how many of them only moved the expiry. */
export function writesText({ writes, touches, seconds }: Counts): { figure: string; note: string } {
  if (seconds === 0) return { figure: '–', note: '' }
  const rate = writes / seconds
  const figure = `${rate >= 10 ? formatCount(rate) : rate.toFixed(1)} / s`
  return { figure, note: writes === 0 ? 'none seen' : `${Math.round((touches / writes) * 100)} % touches` }
}

/** One step of the first chart in full. */
export function levelReadout(levels: Levels, step: number | null, clock: ClockReading): string {
  const at = step === null ? undefined : levels.at[step]
  if (step === null || at === undefined) return 'nobody was looking'
  const { signedIn } = levels
  const [min, max] = [signedIn.min[step] ?? 0, signedIn.max[step] ?? 0]
  const range = min === max ? '' : ` (${formatCount(min)} to ${formatCount(max)})`
  const count = (list: readonly number[]) => formatCount(list[step] ?? 0)
  return `${formatClockTime(at, clock)}  ${count(signedIn.last)} signed in${range}, ${count(levels.guests.last)} guests, ${count(levels.users.last)} users, ${count(levels.expired.last)} expired`
}

/** One bar of the second chart in full. */
export function rateReadout({ steps }: Rates, step: number | null, clock: ClockReading): string {
  const at = step === null ? undefined : steps[step]
  if (at === undefined) return ''
  return `${formatClockTime(at.at, clock)}  ${formatCount(at.signedIn)} signed in, ${formatCount(at.signedOut)} signed out, ${formatCount(at.expired)} expired, ${formatCount(at.newGuests)} new guests`
}

/** One bar of the third chart in full. */
export function expiryReadout(bars: readonly ExpiryBar[], index: number | null): string {
  const bar = index === null ? undefined : bars[index]
  if (bar === undefined) return ''
  return `in ${barName(bar)}  ${formatCount(bar.signedIn)} signed in, ${countOf(bar.guests, 'guest')}`
}

/** What the first chart shows, for those who do not see it. */
export function levelsSummary({ levels, ask, madeAt }: OverviewWindow, zone: TimeZone): string {
  const count = levels.at.length
  if (count === 0) return 'Nothing has been seen yet.'
  const of = (list: readonly number[]) =>
    `${formatCount(list.at(-1) ?? 0)}, at first ${formatCount(list[0] ?? 0)}`
  const gaps = levels.isAfterGap.filter(Boolean).length
  const since = formatClockTime(levels.at[0] ?? madeAt, { now: madeAt, zone })
  return `${spanWord(ask.span)}, since ${since}: signed in ${of(levels.signedIn.last)}; guests ${of(levels.guests.last)}${gaps === 0 ? '' : `; ${countOf(gaps, 'gap')} in which nobody was looking`}.`
}

/** What the second chart shows. */
export function ratesSummary({ rates, ask }: OverviewWindow): string {
  const { signedIn, signedOut, expired, newGuests, cleared } = rates.sum
  const gone = cleared === 0 ? '' : `, ${formatCount(cleared)} cleared with the collection`
  return `${spanWord(ask.span)}: ${formatCount(signedIn)} signed in, ${formatCount(signedOut)} signed out, ${formatCount(expired)} expired, ${countOf(newGuests, 'new guest')}${gone}.`
}

/** What the third chart shows. */
export function expirySummary({ bars, neverExpire, cliff }: Survey, clock: ClockReading): string {
  const fullest = bars.reduce<ExpiryBar | null>(
    (most, bar) => (totalOf(bar) > totalOf(most) ? bar : most),
    null
  )
  const all = bars.reduce((sum, bar) => sum + totalOf(bar), 0)
  const most =
    fullest === null ? '' : `; most of them in ${barName(fullest)}: ${formatCount(totalOf(fullest))}`
  const never = neverExpire === 0 ? '' : ` ${formatCount(neverExpire)} never expire.`
  return `${countOf(all, 'active session')} will expire${most}.${never}${cliff === null ? '' : ` ${cliffText(cliff, clock)}`}`
}

const totalOf = (bar: ExpiryBar | null) => (bar === null ? 0 : bar.signedIn + bar.guests)

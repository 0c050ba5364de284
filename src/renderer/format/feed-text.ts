import type { EpochMs } from '../../shared/domain/session'
import type { FeedState, PauseState, ServerFacts } from '../../shared/domain/store'
import type { Totals } from '../../shared/domain/view'
import { assertNever } from '../../shared/fault'
import { countOf, formatBytes, formatCount, formatSpan } from '../../shared/words/numbers'
import { formatAge } from './ago'
import { type ClockReading, formatClockTime } from './clock-time'
import { pastText } from './past-text'

/** What the chip in the header shows: a sign, the word, and what follows it between thin lines. */
export interface FeedChip {
  readonly sign: 'live' | 'polling' | 'paused' | 'lost' | 'busy' | 'off'
  readonly word: string
  readonly parts: readonly string[]
}

/** The chip for where the flow of changes stands. A pause covers a healthy feed, never a lost one. */
export function feedChip(feed: FeedState, pause: PauseState | null, clock: ClockReading): FeedChip {
  if (pause?.past)
    return {
      sign: 'paused',
      word: 'The past',
      parts: [formatClockTime(pause.past.at, { ...clock, now: pause.pausedAt })]
    }
  if (pause !== null && (feed.kind === 'live' || feed.kind === 'polling' || feed.kind === 'counted')) {
    return { sign: 'paused', word: 'Paused', parts: [waitText(pause.waiting)] }
  }
  switch (feed.kind) {
    case 'idle':
      return { sign: 'off', word: 'No store open', parts: [] }
    case 'connecting':
      return { sign: 'busy', word: 'Connecting', parts: [] }
    case 'reading':
      return { sign: 'busy', word: 'Reading', parts: [readingText(feed.done, feed.expected)] }
    case 'live':
      return {
        sign: 'live',
        word: 'Live',
        parts: ['change stream', ...(feed.lagMs === null ? [] : [formatSpan(feed.lagMs)])]
      }
    case 'polling':
      if (feed.mode === 'delta')
        return { sign: 'live', word: 'Live', parts: ['delta poll', formatSpan(feed.intervalMs)] }
      return {
        sign: 'polling',
        word: `Polling every ${formatSpan(feed.intervalMs)}`,
        parts: feed.why === null ? [] : [feed.why]
      }
    case 'counted':
      return {
        sign: feed.hasStream ? 'live' : 'polling',
        word: 'Large store',
        parts: [`counted by the database every ${formatSpan(feed.everyMs)}`]
      }
    case 'lost':
      return { sign: 'lost', word: 'Not connected', parts: [retryText(feed.retryAt, clock.now)] }
    case 'failed':
      return { sign: 'lost', word: 'Stopped', parts: [] }
    default:
      return assertNever(feed)
  }
}

/** How far the first read is: `41,200 of about 100,000`. */
export function readingText(done: number, expected: number | null): string {
  return expected === null ? formatCount(done) : `${formatCount(done)} of about ${formatCount(expected)}`
}

/** What following the store costs and can miss, a line each, where that is not plain; else null. */
export function feedCostText(feed: FeedState): readonly string[] | null {
  if (feed.kind === 'counted') return countedCostText(feed)
  if (feed.kind !== 'polling' || feed.mode !== 'delta') return null
  const { documents, bytes, share, isListing, blind, why } = feed
  return [
    `New writes: looked for every ${formatSpan(feed.intervalMs)}. Everything compared every ${formatSpan(feed.sweepEveryMs)}.`,
    `A change is seen after ${formatSpan(feed.staleMs)} at the latest.`,
    `Last look: ${countOf(documents, 'session')} read, ${formatBytes(bytes)}; in the last minute ${formatShare(share)} of the server’s time.`,
    ...(isListing ? ['This server cannot compare sums: all expiries are listed instead.'] : []),
    ...(blind === null ? [] : [blind]),
    ...(why === null ? [] : [`Not by change stream: ${why}.`])
  ]
}

function countedCostText(feed: Extract<FeedState, { kind: 'counted' }>): readonly string[] {
  return [
    'Too many sessions to hold here: the database counts, filters and sorts them.',
    `Counted every ${formatSpan(feed.everyMs)}${feed.tookMs === null ? '' : `; the last count took it ${formatSpan(feed.tookMs)}`}.`,
    feed.hasStream
      ? 'In between, the change stream tells what comes and goes.'
      : `In between, only the rows on screen are read again: ${feed.why ?? 'no change stream'}.`
  ]
}

/** The delta feed's worst staleness and cost in a few words, for the status bar; null for the others. */
export function stalenessText(feed: FeedState): string | null {
  if (feed.kind !== 'polling' || feed.mode !== 'delta') return null
  return `at most ${formatSpan(feed.staleMs)} behind · ${formatShare(feed.share)} of the server’s time`
}

/** `Paused at 12:07:31. 42 changes wait.` */
export function pauseText(pause: PauseState, clock: ClockReading): string {
  if (pause.past) return pastText(pause.past, { ...clock, now: pause.pausedAt })
  return `Paused at ${formatClockTime(pause.pausedAt, clock)}. ${waitText(pause.waiting)}.`
}

/** What the status bar says while the server is away; null when it is there. */
export function troubleText(feed: FeedState, clock: ClockReading): string | null {
  switch (feed.kind) {
    case 'lost':
      return `Lost the server at ${formatClockTime(feed.sinceAt, clock)}: ${ended(feed.fault.message)} These rows are ${oldness(clock.now - feed.sinceAt)} old; countdowns still run. When it is back, only what changed is read.`
    case 'failed':
      return [ended(feed.fault.message), feed.fault.hint].filter(Boolean).join(' ')
    case 'idle':
    case 'connecting':
    case 'reading':
    case 'live':
    case 'polling':
    case 'counted':
      return null
    default:
      return assertNever(feed)
  }
}

/**
 * `475 documents: 469 active, 4 expired (the TTL pass deletes them within a minute), 2 unreadable`. Where several sessions lie in
 * one document, it is sessions that were counted, and no TTL pass deletes them.
 */
export function documentsText(totals: Totals, isInParts: boolean): string {
  const active = totals.signedIn + totals.guests
  const expired = totals.expired > 0 && !isInParts ? ' (the TTL pass deletes them within a minute)' : ''
  return `${countOf(totals.documents, isInParts ? 'session' : 'document')}: ${formatCount(active)} active, ${formatCount(totals.expired)} expired${expired}, ${formatCount(totals.unreadable)} unreadable`
}

/** The server clock against this computer's: `server clock +0.2 s`. */
export function clockOffsetText(offsetMs: number): string {
  const seconds = offsetMs / 1000
  if (Math.abs(seconds) < 0.05) return 'server clock +0.0 s'
  const sign = seconds < 0 ? '−' : '+'
  const size = Math.abs(seconds)
  return `server clock ${sign}${size < 120 ? `${size.toFixed(1)} s` : formatAge(size * 1000)}`
}

/** `MongoDB 8.0.4 · rs0`. */
export function serverText(server: ServerFacts): string {
  return `MongoDB ${server.version} · ${server.replicaSet ?? server.topology}`
}

function formatShare(share: number): string {
  return share < 0.001 ? 'less than 0.1 %' : `${(share * 100).toFixed(1)} %`
}

function waitText(waiting: number): string {
  return `${countOf(waiting, 'change')} ${waiting === 1 ? 'waits' : 'wait'}`
}

function retryText(retryAt: EpochMs, now: EpochMs): string {
  const seconds = Math.ceil((retryAt - now) / 1000)
  return seconds <= 0 ? 'trying now' : `trying again in ${seconds} s`
}

function oldness(ms: number): string {
  return ms < 2000 ? 'a moment' : formatAge(ms)
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}

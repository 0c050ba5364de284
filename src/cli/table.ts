import { bySeverity, type Finding } from '../shared/domain/finding'
import { stateAt } from '../shared/domain/session'
import type { FeedState, StoreFacts } from '../shared/domain/store'
import type { SessionRow, Totals } from '../shared/domain/view'
import { assertNever } from '../shared/fault'

/** What one redraw shows. `now` is the server's clock. */
export interface Screen {
  readonly facts: StoreFacts
  readonly feed: FeedState
  /** What watching has found so far. */
  readonly findings: readonly Finding[]
  readonly totals: Totals
  readonly rows: readonly SessionRow[]
  /** How many rows there are, of which `rows` are the first. */
  readonly matching: number
  readonly now: number
  readonly columns: number
  readonly lines: number
}

const bold = (text: string) => `\u001b[1m${text}\u001b[22m`
const dim = (text: string) => `\u001b[2m${text}\u001b[22m`

/** Session data is hostile: an escape sequence in a name must not reach the terminal. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '·')
}

/** Text in exactly `width` columns: cut with an ellipsis or filled with spaces. */
export function fitted(text: string, width: number): string {
  const characters = [...plain(text)]
  return characters.length > width
    ? `${characters.slice(0, Math.max(0, width - 1)).join('')}…`
    : plain(text).padEnd(width)
}

/** "29:48", "13 d 23 h", or how long ago it passed. */
export function countdown(expiresAt: number | null, now: number): string {
  if (expiresAt === null) return 'no expiry'
  const seconds = Math.ceil((expiresAt - now) / 1000)
  if (seconds <= 0) return `expired ${Math.floor((now - expiresAt) / 1000)} s ago`
  if (seconds >= 86_400) return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3600)} h`
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** The feed in a few words, as the window's chip has them. */
export function feedWords(feed: FeedState, now: number): string {
  switch (feed.kind) {
    case 'idle':
    case 'connecting':
      return 'Connecting'
    case 'reading':
      return `Reading ${feed.done.toLocaleString('en')}${feed.expected === null ? '' : ` of about ${feed.expected.toLocaleString('en')}`}`
    case 'live':
      return `Live · change stream${feed.lagMs === null ? '' : ` · ${Math.round(feed.lagMs)} ms`}`
    case 'polling':
      if (feed.mode === 'delta') return deltaWords(feed)
      return `Polling every ${Math.round(feed.intervalMs / 1000)} s${feed.why === null ? '' : ` · ${feed.why}`}`
    case 'counted':
      return `Large store · counted by the database every ${Math.round(feed.everyMs / 1000)} s`
    case 'lost':
      return `Not connected · trying again in ${Math.max(0, Math.ceil((feed.retryAt - now) / 1000))} s`
    case 'failed':
      return `Stopped · ${feed.fault.message}`
    default:
      return assertNever(feed)
  }
}

function deltaWords({ intervalMs, staleMs }: Extract<FeedState, { mode: 'delta' }>): string {
  const seconds = (ms: number) => `${Math.round(ms / 100) / 10} s`
  return `Live · delta poll · ${seconds(intervalMs)} · at most ${seconds(staleMs)} behind`
}

/** The whole screen as text, one string a line, never wider or longer than the terminal. */
export function drawTable(screen: Screen): string[] {
  const { facts, feed, totals, now, columns } = screen
  const clock = (at: number) => new Date(at).toTimeString().slice(0, 8)
  const age =
    totals.counted?.at == null
      ? ''
      : ` · counted ${Math.max(0, Math.round((now - totals.counted.at) / 1000))} s ago`
  const counts = `${totals.signedIn} signed in · ${totals.guests} guests · ${totals.users} users · ${totals.expiringSoon} expiring < 1 min`
  const rest =
    totals.expired + totals.unreadable > 0
      ? ` · ${totals.expired} expired · ${totals.unreadable} unreadable`
      : ''
  const userWidth = Math.max(12, Math.min(48, columns - 46))
  const head = `${fitted('  User', userWidth + 2)} ${fitted('Session', 8)} ${fitted('Since', 9)} ${fitted('Expires in', 22)}`
  const found = bySeverity(screen.findings).map(
    ({ severity, title }) => `${bold('!')} ${fitted(`${severity}: ${title}`, columns - 2).trimEnd()}`
  )
  const rows = screen.rows.slice(0, Math.max(0, screen.lines - 5 - found.length)).map(row => {
    const state = stateAt(row, now)
    const sign = row.ending ? '→' : { 'signed-in': '●', guest: '○', expired: '⊘', unreadable: '▲' }[state]
    const name =
      row.user ??
      (state === 'unreadable'
        ? `unreadable: ${row.reason ?? ''}`
        : state === 'guest' || state === 'expired'
          ? 'guest'
          : 'signed in, user not recorded')
    const end = row.ending
      ? `${row.ending.how === 'signed-out' ? 'signed out' : row.ending.how} ${clock(row.ending.at)}`
      : countdown(row.expiresAt, now)
    const line = `${sign} ${fitted(name, userWidth)} ${fitted(row.maskedId, 8)} ${fitted(clock(row.sinceAt), 9)} ${fitted(end, 22)}`
    return row.ending || state === 'expired' ? dim(line) : line
  })
  const more = screen.matching > rows.length ? [dim(`… ${screen.matching - rows.length} more`)] : []
  return [
    `${bold(plain(facts.ns))}  ${feedWords(feed, now)}  ${dim(facts.format.label)}`,
    counts + rest + age,
    ...found,
    dim(head),
    ...rows,
    ...more
  ].slice(0, screen.lines)
}

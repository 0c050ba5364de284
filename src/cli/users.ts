import { z } from 'zod'
import type { ServerClock } from '../monitor/clock'
import type { UserSummary } from '../shared/domain/view'
import { clockText } from './event-line'
import { allUsers } from './filtered'
import { withStore } from './store-run'
import { countdown, fitted } from './table'

const usersOptions = z.object({ json: z.boolean(), filter: z.string().max(1000) })

/** `sextant users`: who is signed in, once. Resolves with the exit code; failures are a sentence on stderr. */
export function users(raw: unknown): Promise<number> {
  const { json, filter } = usersOptions.parse(raw)
  return withStore(raw, async (live, clock) => {
    let count = 0
    for await (const summary of allUsers(live, filter)) {
      if (count === 0 && !json) print(headLine())
      print(json ? userLine(summary) : tableLine(summary, clock))
      count += 1
    }
    if (count === 0 && !json) print(filter.trim() === '' ? 'Nobody is signed in.' : 'No user matches.')
  })
}

/** One JSON object for a user; times are epoch milliseconds by the server's clock. */
export function userLine(summary: UserSummary): string {
  const { user, sessions, firstSeenAt, isFirstSeenOrEarlier, lastSeenAt, nextExpiryAt } = summary
  return JSON.stringify({
    kind: 'user',
    user,
    sessions,
    firstSeenAt,
    isFirstSeenOrEarlier,
    lastSeenAt,
    nextExpiryAt
  })
}

function headLine(): string {
  return `${fitted('User', 40)} ${'Sessions'.padStart(8)}  ${fitted('First seen', 20)} ${fitted('Last seen', 20)} Next expires in`
}

function tableLine(summary: UserSummary, clock: ServerClock): string {
  const first = `${summary.isFirstSeenOrEarlier ? '≤ ' : ''}${localTime(summary.firstSeenAt)}`
  const next = countdown(summary.nextExpiryAt, clock.now())
  return `${fitted(summary.user, 40)} ${String(summary.sessions).padStart(8)}  ${fitted(first, 20)} ${fitted(localTime(summary.lastSeenAt), 20)} ${next}`
}

/** `2026-03-01 12:00:00`, by this computer's time zone. */
export function localTime(at: number | null): string {
  if (at === null) return '–'
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day} ${clockText(at)}`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

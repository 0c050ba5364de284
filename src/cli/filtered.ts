import { filterTreeOf } from '../monitor/filter-text'
import type { LiveStore } from '../monitor/live-store'
import type { ActivityEvent } from '../shared/domain/event'
import {
  firstViewAsk,
  MAX_WINDOW_ROWS,
  type PayloadReading,
  type SessionWindow,
  type UserSummary,
  type UsersAsk
} from '../shared/domain/view'
import { createEventTest } from '../shared/filter/event'
import type { UserCount } from './json-lines'

/** What a filter leaves of a live store. */
export interface Filtered {
  /** Sets what is followed, and waits until what the filter asks of payloads is known. */
  begin(): Promise<SessionWindow>
  /** Whether an event is of a session that the filter lets in; one that has just gone still counts. */
  isIn(event: ActivityEvent): boolean
  /** Users with a session that the filter lets in, most sessions first. */
  users(): Promise<readonly UserCount[]>
}

const LOOK_AGAIN_MS = 100

const bySessions: UsersAsk = {
  start: 0,
  count: MAX_WINDOW_ROWS,
  filter: '',
  facet: 'all',
  sort: 'sessions',
  descending: true,
  open: []
}

/** Every user with a session that the filter lets in, window after window, once what it asks of payloads is known. */
export async function* allUsers({ monitor }: LiveStore, filter: string): AsyncGenerator<UserSummary> {
  for (let start = 0; ; start += MAX_WINDOW_ROWS) {
    const window = await whenKnown(() => monitor.askUsers({ ...bySessions, filter, start }))
    // A window slides back at the end: what was told already is left out.
    for (const line of window.lines.slice(start - window.start)) if (line.kind === 'user') yield line.summary
    if (start + MAX_WINDOW_ROWS >= window.matching) return
  }
}

async function whenKnown<W extends { readonly reading: PayloadReading | null }>(
  ask: () => Promise<W>
): Promise<W> {
  for (;;) {
    const window = await ask()
    if (window.reading === null || window.reading.trouble !== null) return window
    await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}

/** Throws a `FaultError` where the text is no filter. */
export function createFiltered(live: LiveStore, filter: string): Filtered {
  const passes = createEventTest(filterTreeOf(filter))
  const { monitor } = live

  async function users(): Promise<readonly UserCount[]> {
    if (filter.trim() === '') return monitor.sessionsPerUser()
    const found: UserCount[] = []
    for await (const { user, sessions } of allUsers(live, filter)) found.push({ user, sessions })
    return found
  }

  return {
    begin: () => whenKnown(() => monitor.askSessions({ ...firstViewAsk, filter })),
    isIn(event) {
      if (filter.trim() === '') return true
      // A large store has only its window at hand: there the event has to speak for itself.
      return monitor.totals().counted === null ? monitor.indexOf(event.key) !== null : passes(event)
    },
    users
  }
}

import { createStore } from 'zustand/vanilla'
import type { Pulse } from '../../shared/domain/pulse'
import type { EpochMs } from '../../shared/domain/session'
import type { UserLine, UserSummary, UsersAsk, UserWindow } from '../../shared/domain/view'
import type { Fault } from '../../shared/fault'
import { quoted } from '../../shared/filter/complete'
import type { Bridge } from '../../shared/ipc/contract'
import { withOldObjects } from './same-items'
import { isSameRow } from './same-row'

/** `view` is null until main has answered for the open store. */
export interface UsersState {
  readonly view: UserWindow | null
  readonly fault: Fault | null
  /** Why the last question could not be understood or answered here; the one before it is still followed. */
  readonly refusal: Fault | null
}

const MOST_FOUND = 50
const inPassing: UsersAsk = {
  start: 0,
  count: MOST_FOUND,
  filter: '',
  facet: 'all',
  sort: 'sessions',
  descending: true,
  open: []
}

/** What the Users grid follows. `heard` is told the server's clock of each window. */
export function createUsersStore(bridge: Bridge, heard: (madeAt: EpochMs) => void) {
  const store = createStore<UsersState>(() => ({ view: null, fault: null, refusal: null }))

  function take(next: UserWindow): void {
    heard(next.madeAt)
    store.setState(state => ({ view: takeUsers(state.view, next), fault: null }))
  }

  /** Windows made meanwhile are of a question in passing, and not what the grid follows. */
  let looks = 0
  const off = bridge.on('users:window', next => {
    if (looks === 0) take(next)
  })

  let asked: UsersAsk | null = null
  let isShown = false

  async function ask(wanted: UsersAsk): Promise<void> {
    asked = wanted
    isShown = true
    const outcome = await bridge.ask('users:ask', wanted)
    store.setState({ refusal: outcome.ok || outcome.fault.code !== 'bad-request' ? null : outcome.fault })
    if (outcome.ok) take(outcome.value)
    else store.setState({ fault: outcome.fault })
  }

  /** The grid has left the screen: main makes no more windows for it. What it showed is kept, for when it is back. */
  function leave(): void {
    isShown = false
    if (asked !== null) void bridge.ask('users:ask', { ...asked, count: 0 })
  }

  /** Names of at most `MOST_FOUND` users with `text` in them, in passing: what the grid follows stays what it was. */
  async function look(text: string): Promise<readonly string[]> {
    looks += 1
    const outcome = await bridge.ask('users:ask', { ...inPassing, filter: `user:${quoted(text)}` })
    looks -= 1
    if (isShown && asked !== null) void ask(asked)
    else void bridge.ask('users:ask', { ...(asked ?? inPassing), count: 0 })
    if (!outcome.ok) return []
    return outcome.value.lines.flatMap(line => (line.kind === 'user' ? [line.summary.user] : []))
  }

  return {
    ...store,
    ask,
    look,
    leave,
    clear: () => store.setState({ view: null, fault: null, refusal: null }),
    stop: off
  }
}

/** What a line of the Users grid is called: stable while it moves. */
export function lineId(line: UserLine): string {
  return line.kind === 'user' ? `user:${line.summary.user}` : `session:${line.row.key}`
}

/** Drop a stale window; keep the old object of every unchanged line. */
export function takeUsers(old: UserWindow | null, next: UserWindow): UserWindow {
  if (old === null) return next
  if (next.version <= old.version) return old
  const lines = withOldObjects(old.lines, next.lines, { idOf: lineId, isSame: isSameLine })
  return { ...next, lines }
}

function isSameLine(a: UserLine, b: UserLine): boolean {
  if (a.kind === 'session') return b.kind === 'session' && isSameRow(a.row, b.row)
  return (
    b.kind === 'user' &&
    a.isOpen === b.isOpen &&
    isSamePulse(a.pulse, b.pulse) &&
    isSameSummary(a.summary, b.summary)
  )
}

function isSamePulse(a: Pulse | null, b: Pulse | null): boolean {
  return a === b || (a !== null && a.length === b?.length && a.every((count, at) => count === b[at]))
}

function isSameSummary(a: UserSummary, b: UserSummary): boolean {
  return (
    a.user === b.user &&
    a.sessions === b.sessions &&
    a.firstSeenAt === b.firstSeenAt &&
    a.isFirstSeenOrEarlier === b.isFirstSeenOrEarlier &&
    a.lastSeenAt === b.lastSeenAt &&
    a.nextExpiryAt === b.nextExpiryAt &&
    a.nextLifetimeMs === b.nextLifetimeMs
  )
}

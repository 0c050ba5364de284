import type { EndingKind } from '../../../src/shared/domain/event'
import type { FeedState, PauseState } from '../../../src/shared/domain/store'
import type { SessionRow } from '../../../src/shared/domain/view'
import { fault } from '../../../src/shared/fault'
import type { AppFacts } from '../../../src/shared/ipc/contract'
import { type Answers, aBridge, type MemoryBridge } from './a-bridge'
import { aKey, anAsk, aRow, aUsersAsk } from './rows'
import { detailOf, recentConnections, shopConnection, shopStore } from './shop-facts'
import { sessionsWindow, usersWindow } from './shop-sessions'

const names =
  'mei.tanaka qa-bot ann bob noor.haddad j.okafor lucia.ferrari support+te h.lindqvist dimitri.v sara.nielsen carlos.m yuki.sato priya.raman tomasz.w emma.byrne r.castellanos'
const MINUTE = 60_000

/** A shop in memory that goes on living when `step` is called: to look at the window without a server. */
export interface Shop extends MemoryBridge {
  /** Something happens to about `changes` sessions. */
  step(changes: number): void
  arrive(user: string | null): SessionRow
  end(row: SessionRow, how: EndingKind): void
  setFeed(feed: FeedState): void
  readonly rows: readonly SessionRow[]
}

/** A shop with `size` sessions; `random` decides who comes and goes, `now` is the server's clock. */
export function aShop(size: number, random: () => number, now: () => number, isOpen = true): Shop {
  let version = 1
  let made = 0
  let rows: SessionRow[] = []
  let ask = anAsk()
  let usersAsk = aUsersAsk()
  let pause: PauseState | null = null
  const users = names.split(' ').flatMap(name => [`${name}@shop.io`, `${name}@mail.example`])
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

  const facts: AppFacts = {
    version: '1.0.0',
    platform: 'linux',
    appearance: 'system',
    recent: recentConnections(now()),
    connection: isOpen ? shopConnection : null,
    store: isOpen ? shopStore : null,
    feed: isOpen ? { kind: 'live', sinceAt: now(), mode: 'watch', lagMs: 8 } : { kind: 'idle' },
    pause: null,
    demo: { kind: 'off' },
    fault: null,
    storeFault: null
  }

  function born(user: string | null, sinceAt: number): SessionRow {
    made += 1
    const lifetimeMs = random() < 0.1 ? 14 * 24 * 60 * MINUTE : 30 * MINUTE
    const lastSeenAt = sinceAt + Math.floor(random() * (now() - sinceAt))
    const isUnreadable = random() < 0.01
    return aRow({
      key: aKey(made),
      maskedId: `${Math.floor(random() * 1296)
        .toString(36)
        .padStart(2, '0')}…${Math.floor(random() * 1296)
        .toString(36)
        .padStart(2, 'Z')}`,
      state: isUnreadable ? 'unreadable' : user === null ? 'guest' : 'signed-in',
      user: isUnreadable ? null : user,
      reason: isUnreadable ? 'encrypted' : null,
      sinceAt,
      sinceBasis: made % 2 ? 'or-earlier' : 'seen-arriving',
      lastSeenAt,
      expiresAt: lastSeenAt + lifetimeMs,
      lifetimeMs
    })
  }

  function counted(): SessionRow[] {
    const per = new Map<string, number>()
    for (const row of rows) if (row.user && !row.ending) per.set(row.user, (per.get(row.user) ?? 0) + 1)
    return rows.map(row => ({ ...row, userSessions: row.user ? (per.get(row.user) ?? 0) : 0 }))
  }

  function tell(): void {
    version += 1
    if (pause) {
      pause = { ...pause, waiting: pause.waiting + 1 }
      bridge.push('pause:state', pause)
      return
    }
    bridge.push('view:window', sessionsWindow(counted(), ask, now(), version))
    bridge.push('users:window', usersWindow(counted(), usersAsk, now(), version))
  }

  const answers: Answers = {
    'app:read': () => ({ ...facts, pause }),
    'appearance:set': () => null,
    'connection:open': () => {
      throw fault(
        'unreachable',
        'The server does not answer',
        'Is mongod running on localhost:27017?',
        'ECONNREFUSED'
      )
    },
    'recent:forget': ({ id }) => facts.recent.filter(one => one.id !== id),
    'store:open': () => shopStore,
    'feed:restart': () => null,
    'view:ask': next => {
      ask = next
      version += 1
      return sessionsWindow(counted(), ask, now(), version)
    },
    'users:ask': next => {
      usersAsk = next
      version += 1
      return usersWindow(counted(), usersAsk, now(), version)
    },
    'view:pause': ({ isPaused }) => {
      pause = isPaused ? { pausedAt: now(), waiting: 0 } : null
      return pause
    },
    'view:find': ({ key }) => {
      const all = sessionsWindow(counted(), { ...ask, start: 0, count: rows.length, anchor: null }, now(), 0)
      const at = all.rows.findIndex(row => row.key === key)
      return at < 0 ? null : at
    },
    'session:read': ({ key, revealPaths }) => {
      const row = rows.find(one => one.key === key && !one.ending)
      if (!row) throw fault('gone', 'This session is gone from the store.')
      return detailOf(row, revealPaths, now())
    },
    'session:reveal': () => '4f9c2d77a0b34c1f8de1',
    'clipboard:write': () => null,
    'connection:refresh': () => shopConnection,
    'connection:close': () => null,
    'connection:cancel': () => null,
    'demo:start': () => shopConnection
  }
  const bridge = aBridge(answers)

  for (let index = 0; index < size; index++) {
    const age = Math.floor(random() * 29.9 * MINUTE)
    rows.push(born(random() < 0.3 ? pick(users) : null, now() - age))
  }

  function change(row: SessionRow): void {
    const how = random() < 0.5 ? ('touched' as const) : ('changed' as const)
    rows = rows.map(one =>
      one.key === row.key
        ? {
            ...one,
            lastSeenAt: now(),
            expiresAt: now() + (one.lifetimeMs ?? 0),
            changedAt: now(),
            changedHow: how
          }
        : one
    )
  }

  function end(row: SessionRow, how: EndingKind): void {
    rows = rows.map(one => (one.key === row.key ? { ...one, ending: { how, at: now() } } : one))
    tell()
  }

  function arrive(user: string | null): SessionRow {
    const row: SessionRow = {
      ...born(user, now()),
      changedAt: now(),
      changedHow: 'new',
      sinceBasis: 'seen-arriving'
    }
    rows.push(row)
    tell()
    return row
  }

  return {
    ...bridge,
    get rows() {
      return rows
    },
    arrive,
    end,
    step(changes) {
      rows = rows.filter(row => row.ending === null || now() - row.ending.at < 1_660)
      for (let index = 0; index < changes; index++) {
        const dice = random()
        if (dice < 0.2) arrive(random() < 0.5 ? pick(users) : null)
        else if (dice < 0.35) end(pick(rows), 'signed-out')
        else change(pick(rows))
      }
      tell()
    },
    setFeed: feed => bridge.push('feed:state', feed)
  }
}

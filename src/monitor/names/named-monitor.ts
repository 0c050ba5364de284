import type { MongoClient } from 'mongodb'
import toNamespace from 'mongodb-ns'
import type { ActivityWindow } from '../../shared/domain/activity'
import type { KnownNames, NameSource } from '../../shared/domain/names'
import type { UserKey } from '../../shared/domain/session'
import type { SessionWindow, UserWindow } from '../../shared/domain/view'
import { parseFilter } from '../../shared/filter/parse'
import { leavesOf } from '../../shared/filter/tree'
import type { Monitor, MonitorListener } from '../monitor-contract'
import type { RowsReading } from '../rows'
import { systemTimers } from '../timers'
import { createNameJoin, type NameJoin } from './join'
import { readNames, searchNames } from './read-names'

/** Names are shown beside rows that are there already: they may come late, and not at all. */
const READ_MS = 2000

/** Where names are read from, and whom to tell. */
export interface NamedParts {
  readonly client: MongoClient
  readonly troubleOf: (error: unknown) => string
  readonly changed: (names: KnownNames) => void
  readonly learned: () => void
}

/** A join of names over the server that the store is on. */
export function createServerNames({ client, ...told }: NamedParts): NameJoin {
  const collectionOf = ({ ns }: NameSource) => {
    const { database, collection } = toNamespace(ns)
    return client.db(database).collection(collection)
  }
  return createNameJoin({
    read: (source, users) => readNames(collectionOf(source), source, users, READ_MS),
    search: (source, text) => searchNames(collectionOf(source), source, text, READ_MS),
    ...told,
    timers: systemTimers,
    monotonicMs: () => performance.now()
  })
}

/** What a listener is told, seen by the join on its way. */
export function seenBy(
  names: NameJoin,
  listener: Pick<MonitorListener, 'sessions' | 'users' | 'activity'>
): Pick<MonitorListener, 'sessions' | 'users' | 'activity'> {
  return {
    sessions(window) {
      names.see('sessions', usersInSessions(window))
      listener.sessions(window)
    },
    users(window) {
      names.see('users', usersInUsers(window))
      listener.users(window)
    },
    activity(window) {
      names.see('activity', usersInActivity(window))
      listener.activity?.(window)
    }
  }
}

/** The same monitor; what it answers is seen by the join, and what its filters look for is looked for in names as well. */
export function namedMonitor(monitor: Monitor, names: NameJoin): Monitor {
  // On top of it, not a copy: some of what a monitor has is worked out when it is asked for.
  const named: Monitor = Object.create(monitor)
  return Object.assign(named, {
    async askSessions(ask) {
      names.look(wordsOf(ask.filter))
      const window = await monitor.askSessions(ask)
      names.see('sessions', usersInSessions(window))
      return window
    },
    async askUsers(ask) {
      if (ask.count > 0) names.look(wordsOf(ask.filter))
      const window = await monitor.askUsers(ask)
      names.see('users', usersInUsers(window))
      return window
    },
    rows(ask) {
      const reading = monitor.rows(ask)
      return { ...reading, batches: withNames(reading.batches, names) }
    },
    askActivity(ask) {
      const window = monitor.askActivity(ask)
      names.see('activity', usersInActivity(window))
      return window
    }
  } satisfies Partial<Monitor>)
}

async function* withNames(batches: RowsReading['batches'], names: NameJoin) {
  for await (const batch of batches) {
    const found = await names.namesOf(named(batch.map(row => row.session.user)))
    yield batch.map(row => ({ ...row, name: found.get(row.session.user ?? '') }))
  }
}

function wordsOf(filter: string): readonly string[] {
  const parsed = parseFilter(filter)
  if (!parsed.ok) return []
  return leavesOf(parsed.tree).flatMap(leaf =>
    leaf.kind === 'word' || (leaf.kind === 'user' && !leaf.isWhole) ? [leaf.text] : []
  )
}

const named = (users: readonly (UserKey | null)[]) => users.filter(user => user !== null)

const usersInSessions = ({ rows }: SessionWindow) => named(rows.map(row => row.user))

const usersInUsers = ({ lines }: UserWindow) =>
  named(lines.map(line => (line.kind === 'user' ? line.summary.user : line.row.user)))

const usersInActivity = ({ lines }: ActivityWindow) =>
  named(lines.map(line => (line.kind === 'event' ? line.event.user : null)))

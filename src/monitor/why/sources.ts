import type { MongoClient } from 'mongodb'
import type { Session, UserKey } from '../../shared/domain/session'
import type { AuditLine } from '../../shared/domain/sign-out'
import type { Discovery, FormatId } from '../../shared/domain/store'
import type { Seen } from '../activity/desk'
import type { LiveStore } from '../live-store'
import type { OpenStore } from '../store'

/** A collection on the same server that looks like a store. */
export interface OtherStore {
  readonly ns: string
  readonly format: FormatId
}

/** The stores that were found on a server. */
export function otherStoresIn({ databases }: Pick<Discovery, 'databases'>): readonly OtherStore[] {
  return databases.flatMap(({ name: database, collections }) =>
    collections.flatMap(({ name, session }) =>
      session === null ? [] : [{ ns: `${database}.${name}`, format: session.format }]
    )
  )
}

/** Users that a text may mean, each with his or her sessions: one whose name it is, or those in whose names it is. */
export type People = ReadonlyMap<UserKey, readonly Session[]>

/** Where an answer is looked for. */
export interface WhySources {
  readonly client: MongoClient
  readonly store: OpenStore
  /** Null: nobody has been watching. */
  readonly seen: Seen | null
  /** Null: there is no journal. */
  readonly journalFolder: string | null
  readonly audit: () => Promise<readonly AuditLine[]>
  readonly otherStores: () => Promise<readonly OtherStore[]>
  /** Of all sessions that are there. */
  readonly people: (text: string) => Promise<People>
  /** Active sessions of a user, the newest first; null where finding them would cost too much. */
  readonly sessionsOf: (user: UserKey) => readonly Session[] | null
  /** What these users are called, where names are joined. */
  readonly namesOf: (users: readonly UserKey[]) => Promise<ReadonlyMap<UserKey, string>>
}

/** What a live store cannot tell by itself. */
export type AroundStore = Pick<WhySources, 'journalFolder' | 'audit' | 'otherStores'>

/** The sources of a store that is being watched. */
export function sourcesOf(live: LiveStore, around: AroundStore): WhySources {
  const { monitor, opened } = live
  return {
    ...around,
    client: opened.feedSetup.source.client,
    store: opened,
    seen: monitor.seen(),
    people: text => peopleIn(live, text),
    sessionsOf: user => (monitor.pauseState?.past ? null : monitor.sessionsOf(user)),
    namesOf: users => live.names.namesOf(users)
  }
}

/** More of one user than anybody would read. */
const MOST_SESSIONS = 1000

/** Users of a live store whose key or known name is this text, or else has it in it. */
export async function peopleIn({ monitor, names }: LiveStore, text: string): Promise<People> {
  if (monitor.totals().counted !== null) return countedPeople(monitor, text)
  const wanted = text.toLowerCase()
  const whole = new Map<UserKey, Session[]>()
  const partly = new Map<UserKey, Session[]>()
  for (const session of monitor.sessions()) {
    const { user } = session
    if (user === null) continue
    const lower = user.toLowerCase()
    if (lower === wanted) add(whole, user, session)
    else if (lower.includes(wanted) || names.isNamed(user, wanted)) add(partly, user, session)
  }
  return whole.size > 0 ? whole : partly
}

function add(people: Map<UserKey, Session[]>, user: UserKey, session: Session): void {
  const sessions = people.get(user)
  if (sessions === undefined) people.set(user, [session])
  else if (sessions.length < MOST_SESSIONS) sessions.push(session)
}

/** A large store: only the whole name is looked for, which its index may help with. */
async function countedPeople(monitor: LiveStore['monitor'], user: string): Promise<People> {
  const sessions: Session[] = []
  const query = { filter: '', facet: 'all', user, sort: 'since', descending: true } as const
  for await (const batch of monitor.rows({ query, keys: null }).batches) {
    sessions.push(...batch.map(row => row.session))
    if (sessions.length >= MOST_SESSIONS) break
  }
  return new Map(sessions.length === 0 ? [] : [[user, sessions]])
}

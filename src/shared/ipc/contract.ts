import { z } from 'zod'
import { type ActivityWindow, activityAsk } from '../domain/activity'
import { type AlertList, alertSettings } from '../domain/alerts'
import { type ColumnRow, MOST_PATH_COLUMNS } from '../domain/columns'
import type { ConnectStep, DemoState, OpenConnection, RecentConnection } from '../domain/connection'
import type { DeskFacts, TabId } from '../domain/desk'
import type { SessionDetail } from '../domain/detail'
import type { ActivityEvent } from '../domain/event'
import type { StoreHealth } from '../domain/finding'
import type { SessionHistory } from '../domain/history'
import { type Coverage, type LearnedUser, MAX_USER_PATHS } from '../domain/identity'
import type { JournalFacts } from '../domain/journal'
import { type KnownNames, type NameProposal, nameSource } from '../domain/names'
import { type OverviewWindow, overviewSpans, type Trend } from '../domain/overview'
import type { Pulse } from '../domain/pulse'
import { type ExportState, exportAsk, rowsAsk, rowsFormats } from '../domain/rows'
import {
  type ConnectionsExported,
  chosenFiles,
  connectionDraft,
  type ImportOutcome,
  type SavedConnection,
  secretsShape,
  sshTunnel
} from '../domain/saved-connection'
import type { Session, SessionKey } from '../domain/session'
import {
  type ActProgress,
  type AuditLine,
  type ExpiryDone,
  expiryMove,
  type SignOutDone,
  type SignOutPlan,
  signOutStart,
  type UndoDone
} from '../domain/sign-out'
import {
  type FeedState,
  mirrorAtMost,
  type PauseState,
  type StoreFacts,
  type StoreFault,
  storeAsk,
  userPath
} from '../domain/store'
import {
  MAX_WINDOW_ROWS,
  type SessionWindow,
  sessionKey,
  type UserWindow,
  usersAsk,
  viewAsk
} from '../domain/view'
import { type WatchSettings, watchSettings } from '../domain/watched'
import { type WhyAnswer, whyAsk } from '../domain/why'
import type { Fault, Outcome } from '../fault'
import type { SavedFilter } from '../filter/saved'
import { MOST_CHOSEN } from '../rows/most-chosen'
import { type AppFacts, appearances, windowActs } from './app-facts'

export type * from './app-facts'

/** `ask` checks in main whatever was sent; `reply` exists for its type and is never set. */
type Request<A extends z.ZodType, Reply> = { readonly ask: A; readonly reply?: Reply }
const answering =
  <Reply>() =>
  <A extends z.ZodType>(ask: A): Request<A, Reply> => ({ ask })

const uri = z.string().max(10_000)
const namespace = z.string().max(400)
const savedId = z.string().max(100)
const passphrase = z.string().min(1).max(1000).nullable()
const savedFilter = z.object({ name: z.string().trim().min(1).max(100), text: z.string().max(1000) })

/** Which tab a request is about; without one, the tab that is shown. */
export const tabId = z.number().int().positive()

/** The renderer asks, main answers once. */
export const requests = {
  'app:read': answering<AppFacts>()(z.void()),
  /** The tabs of the window, and which one is shown. */
  'desk:read': answering<DeskFacts>()(z.void()),
  /** Shows a tab with nothing in it: a new one, unless there is one. */
  'desk:open': answering<DeskFacts>()(z.void()),
  'desk:show': answering<DeskFacts>()(z.object({ tab: tabId })),
  /** Closes what is open in it. The last tab stays, empty. */
  'desk:close': answering<DeskFacts>()(z.object({ tab: tabId })),
  /** What the page wants to find again should it crash: kept in memory, in its own words, and never read by main. */
  'page:keep': answering<null>()(z.string().max(1_000_000)),
  'appearance:set': answering<null>()(z.enum(appearances)),
  'window:act': answering<null>()(z.enum(windowActs)),
  /**
   * Connects, lists what is there, and opens the store: the one named, or the only one there is. A store that cannot be
   * opened leaves the connection open and is told by `store:fault`. `insteadOf` is the string that this one is mended
   * from: once it has connected, it takes its place among the recent ones, or in the saved one. `savedId` says which saved
   * connection it is of: the secrets that are kept for it are put in, after those that were typed just now.
   */
  'connection:open': answering<OpenConnection>()(
    z.object({
      uri,
      isReadOnly: z.boolean(),
      ns: namespace.nullable(),
      insteadOf: uri.nullable(),
      ssh: sshTunnel.nullable(),
      savedId: savedId.nullable(),
      secrets: secretsShape
    })
  ),
  /** Connects once more as that tab is connected, and opens this store. */
  'connection:beside': answering<OpenConnection>()(z.object({ tab: tabId, ns: namespace })),
  'connection:cancel': answering<null>()(z.void()),
  'connection:close': answering<null>()(z.void()),
  'connection:refresh': answering<OpenConnection>()(z.void()),
  'recent:forget': answering<readonly RecentConnection[]>()(z.object({ id: z.string().max(100) })),
  /** Keeps a connection, or changes one that is kept; its secrets go to the keychain, where there is one. */
  'saved:save': answering<SavedConnection>()(connectionDraft),
  'saved:delete': answering<readonly SavedConnection[]>()(z.object({ id: savedId })),
  'saved:duplicate': answering<SavedConnection>()(z.object({ id: savedId })),
  /** Asks the person for a file and writes all saved connections to it; secrets only under a passphrase. */
  'saved:export': answering<ConnectionsExported | null>()(z.object({ passphrase })),
  'saved:import': answering<ImportOutcome>()(z.object({ passphrase })),
  'file:choose': answering<string | null>()(z.enum(chosenFiles)),
  'store:open': answering<StoreFacts>()(storeAsk),
  /** Opens the sealed sessions of the open store with the app's secret, kept in memory until the connection is closed. */
  'store:unseal': answering<StoreFacts>()(z.object({ secret: z.string().min(1).max(1000) })),
  /** Leaves the connection open; also ends a first read that takes too long. */
  'store:close': answering<null>()(z.void()),
  /** Stores of more sessions are counted by the database: for those that are opened from now on. */
  'bound:set': answering<null>()(mirrorAtMost),
  'feed:restart': answering<null>()(z.void()),
  /** Sets what the Sessions grid follows from now on and answers with it as it is. */
  'view:ask': answering<SessionWindow>()(viewAsk),
  'users:ask': answering<UserWindow>()(usersAsk),
  /** Sets what the Overview follows: pushed once a second while it is shown, not at all while it is not. */
  'overview:ask': answering<OverviewWindow>()(
    z.object({ span: z.enum(overviewSpans), isShown: z.boolean() })
  ),
  /** Counts down those who are active now, or no longer. */
  'overview:drain': answering<OverviewWindow>()(z.object({ isOn: z.boolean() })),
  /** The line beside the totals; asked for now and then. */
  'overview:trend': answering<Trend>()(z.void()),
  'view:pause': answering<PauseState | null>()(z.object({ isPaused: z.boolean() })),
  /** Where a session is in the Sessions view as last asked: its index, or null if the filter hides it. */
  'view:find': answering<number | null>()(z.object({ key: sessionKey })),
  /** Keys of rows of the Sessions view as last asked, by index: what lies between two ends of a selection. */
  'view:range': answering<readonly SessionKey[]>()(
    z.object({ start: z.number().int().min(0), count: z.number().int().min(0).max(MOST_CHOSEN) })
  ),
  /** Copies sessions, ids masked; answers how many of them were still there. */
  'rows:copy': answering<number>()(z.object({ rows: rowsAsk, format: z.enum(rowsFormats) })),
  /** Asks the person for a file and writes sessions to it; answers once it is chosen, told on by `export:state`. */
  'export:start': answering<ExportState>()(exportAsk),
  'export:cancel': answering<null>()(z.void()),
  /** Ends looking for what a filter asks of payloads; what was found until then stays. */
  'filter:cancel': answering<null>()(z.void()),
  /** Paths seen in payloads of the open store, for completion. */
  'filter:paths': answering<readonly string[]>()(z.void()),
  /** The filters kept by name for the open store, and all of them anew. */
  'saved-filters:read': answering<readonly SavedFilter[]>()(z.void()),
  'saved-filters:set': answering<readonly SavedFilter[]>()(z.array(savedFilter).max(100)),
  /** Values at paths in the payloads of rows on screen. */
  'columns:read': answering<readonly ColumnRow[]>()(
    z.object({
      keys: z.array(sessionKey).max(MAX_WINDOW_ROWS),
      paths: z.array(z.string().min(1).max(500)).max(MOST_PATH_COLUMNS)
    })
  ),
  'session:read': answering<SessionDetail>()(
    z.object({ key: sessionKey, revealPaths: z.array(z.string().max(1000)).max(50) })
  ),
  /** Active sessions of a user as they are now, at most 50; null where the database would have to search for them. */
  'user:sessions': answering<readonly Session[] | null>()(z.string().max(4096)),
  /** How often this user's sessions were seen to be written lately; null while the past is shown. */
  'user:pulse': answering<Pulse | null>()(z.string().max(4096)),
  /** The session id itself, on the person's request only. */
  'session:reveal': answering<string>()(z.object({ key: sessionKey })),
  /** What has happened since the store was opened; sets what the Activity grid follows. */
  'activity:ask': answering<ActivityWindow>()(activityAsk),
  /** What was seen to happen to one session; it is followed from now on. Null follows none, and answers null. */
  'session:history': answering<SessionHistory | null>()(sessionKey.nullable()),
  /** What is wrong with the open store, as far as it is known; told on by `health:told`. */
  'health:read': answering<StoreHealth>()(z.void()),
  /** Looks into it anew: reads a bounded part of it. */
  'health:check': answering<StoreHealth>()(z.void()),
  /** The journal of the open store: what it reaches over, whether it is kept, and all of it gone. */
  'journal:read': answering<JournalFacts>()(z.void()),
  'journal:keep': answering<JournalFacts>()(z.object({ isKept: z.boolean() })),
  'journal:delete': answering<JournalFacts>()(z.void()),
  /** Shows the store as it was at an instant; null goes back to now. Paused windows are told as always. */
  'past:show': answering<PauseState | null>()(z.object({ at: z.number().int().nullable() })),
  /**
   * Reads the open store again with the user at these paths inside the payload, the first one first, and remembers them
   * for it; none forgets them. Answers with all that is remembered.
   */
  'identity:learn': answering<readonly LearnedUser[]>()(z.array(userPath).max(MAX_USER_PATHS)),
  /** How many sessions name a user; null where the database counts, which does not tell. */
  'identity:coverage': answering<Coverage | null>()(z.void()),
  /** Names of the users on screen, where a collection that has them was chosen. */
  'names:read': answering<KnownNames>()(z.void()),
  /** Looks for the app's own collection of users; null: there is none that knows them. */
  'names:propose': answering<NameProposal | null>()(z.void()),
  /** Reads names from there, from now on and the next time; null: from nowhere. */
  'names:use': answering<KnownNames>()(nameSource.nullable()),
  /** Whether sessions may be ended on the open connection, until it is closed. */
  'sign-out:allow': answering<OpenConnection>()(z.object({ isAllowed: z.boolean() })),
  /** What ending these sessions would mean. The last plan is the one that can be begun. */
  'sign-out:plan': answering<SignOutPlan>()(rowsAsk),
  /** Answers when all is done; `act:progress` tells how far it is. */
  'sign-out:start': answering<SignOutDone>()(signOutStart),
  /** The same for setting when they expire. */
  'expiry:move': answering<ExpiryDone>()(expiryMove),
  'sign-out:cancel': answering<null>()(z.void()),
  'sign-out:undo': answering<UndoDone>()(z.object({ id: z.number().int() })),
  /** What was done from this computer, the newest first. */
  'audit:read': answering<readonly AuditLine[]>()(z.void()),
  /** Why somebody is not signed in. What is asked with is a credential: it is used for this answer and kept nowhere. */
  'why:ask': answering<WhyAnswer>()(whyAsk),
  /** How the open store is watched: kept for it. What comes of that is part of its health. */
  'watched:read': answering<WatchSettings>()(z.void()),
  'watched:set': answering<WatchSettings>()(watchSettings),
  /** What a person wants to be told of the open store, and was; told on by `alerts:told`. The settings are kept for it. */
  'alerts:read': answering<AlertList>()(z.void()),
  'alerts:set': answering<AlertList>()(alertSettings),
  /** The list was looked at: nothing in it is news any more. */
  'alerts:seen': answering<AlertList>()(z.void()),
  'alerts:clear': answering<AlertList>()(z.void()),
  'clipboard:write': answering<null>()(z.string().max(20_000_000)),
  'demo:start': answering<OpenConnection>()(z.object({ isLoginVulnerable: z.boolean() })),
  'demo:stop': answering<null>()(z.void()),
  /** Opens the demo shop in the system's browser. */
  'demo:browse': answering<null>()(z.void())
}

/** Main tells, nobody answers. Each push is complete in itself: losing one costs a moment, not the truth. */
export type Pushes = {
  'view:window': SessionWindow
  'users:window': UserWindow
  'activity:window': ActivityWindow
  /** Of the session that is followed, when something has happened to it. */
  'session:history': SessionHistory
  'overview:window': OverviewWindow
  'names:known': KnownNames
  'health:told': StoreHealth
  'alerts:told': AlertList
  /** A notification of one was clicked: the list is to be shown. */
  'alerts:asked': null
  'feed:state': FeedState
  'pause:state': PauseState | null
  'store:facts': StoreFacts | null
  /** The connection is there, but the store to open with it could not be. */
  'store:fault': StoreFault
  'connection:state': OpenConnection | null
  'connection:steps': readonly ConnectStep[]
  /** An opening that nobody in the window asked for (the command line, the demo at start) failed. */
  'connection:fault': Fault
  'desk:state': DeskFacts
  'recent:list': readonly RecentConnection[]
  'saved:list': readonly SavedConnection[]
  'demo:state': DemoState
  'export:state': ExportState
  /** How far a sign-out is. */
  'act:progress': ActProgress
  /** A session that had ended is there again. */
  'session:came-back': ActivityEvent
  /** A menu item or a main-process key: the same names as the palette's actions. */
  'menu:action': MenuAction
}
export type MenuAction =
  | 'new-connection'
  | 'close-tab'
  | 'toggle-pause'
  | 'go-to'
  | 'show-keys'
  | 'show-about'
export type RequestName = keyof typeof requests
export type PushName = keyof Pushes
export type Ask<N extends RequestName> = z.infer<(typeof requests)[N]['ask']>
export type Reply<N extends RequestName> = Exclude<(typeof requests)[N]['reply'], undefined>

/** One tab's way to main: what it asks is about it, and it hears of nothing else. `on` returns its own undo. */
export interface Bridge {
  ask<N extends RequestName>(name: N, ask: Ask<N>): Promise<Outcome<Reply<N>>>
  on<N extends PushName>(name: N, listener: (push: Pushes[N]) => void): () => void
}

/** What the preload exposes as `window.sextant`: every tab's way. What is pushed for no tab is for all of them. */
export interface PageBridge {
  ask<N extends RequestName>(name: N, ask: Ask<N>, tab: TabId): Promise<Outcome<Reply<N>>>
  on<N extends PushName>(name: N, listener: (push: Pushes[N], tab: TabId | null) => void): () => void
}

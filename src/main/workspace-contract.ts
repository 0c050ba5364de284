import type { SignOuts } from '../monitor/acts/sign-outs'
import type { Raised } from '../monitor/alerts/raising'
import type { LiveStore } from '../monitor/live-store'
import type { ActivityWindow } from '../shared/domain/activity'
import type { AlertList, AlertSettings } from '../shared/domain/alerts'
import type { ConnectStep, OpenConnection, RecentConnection } from '../shared/domain/connection'
import type { ActivityEvent } from '../shared/domain/event'
import type { StoreHealth } from '../shared/domain/finding'
import type { SessionHistory } from '../shared/domain/history'
import type { KnownNames, NameSource } from '../shared/domain/names'
import type { OverviewWindow } from '../shared/domain/overview'
import type { Secrets, SshTunnel } from '../shared/domain/saved-connection'
import type { ActProgress, AuditLine } from '../shared/domain/sign-out'
import type { FeedState, PauseState, StoreAsk, StoreFacts, StoreFault } from '../shared/domain/store'
import type { SessionWindow, Totals, UserWindow } from '../shared/domain/view'
import type { WatchSettings } from '../shared/domain/watched'
import type { Following } from './following'

/** What the workspace tells as it changes; the composition root sends it to the window. */
export interface WorkspaceListener {
  connection(state: OpenConnection | null): void
  steps(steps: readonly ConnectStep[]): void
  facts(facts: StoreFacts | null): void
  storeFault(fault: StoreFault): void
  feed(state: FeedState): void
  pause(state: PauseState | null): void
  sessions(window: SessionWindow): void
  users(window: UserWindow): void
  activity(window: ActivityWindow): void
  history(history: SessionHistory): void
  overview(window: OverviewWindow): void
  totals(totals: Totals): void
  names(names: KnownNames): void
  health(health: StoreHealth): void
  alerts(list: AlertList, change: Raised): void
  /** `insteadOf` is the id of one that goes. */
  remember(connection: RecentConnection, insteadOf: string | null): void
  journalFailed(error: unknown): void
  actProgress(progress: ActProgress): void
  cameBack(event: ActivityEvent): void
}

/** What to connect to. The demo's own string is not remembered: its server is gone with it. */
export interface ConnectAsk {
  readonly uri: string
  readonly isReadOnly: boolean
  readonly ns: string | null
  readonly isDemo: boolean
  /** What this string was mended from. */
  readonly insteadOf: string | null
  /** The SSH server to go by; without it, straight. `secrets` are those it takes. */
  readonly ssh?: SshTunnel | null
  readonly secrets?: Secrets
}

/** One connection and one store of it that are open, if any: what a tab of the window is about. */
export interface Workspace {
  readonly connection: OpenConnection | null
  /** Throws a `FaultError` when no store is open. */
  readonly store: LiveStore
  readonly facts: StoreFacts | null
  /** Why the store that should have come with the connection is not open; null once any store is. */
  readonly storeFault: StoreFault | null
  readonly feed: FeedState
  readonly pause: PauseState | null
  /** What the open connection was asked for with, password and all; for another one beside it. Never leaves main. */
  readonly asked: ConnectAsk | null
  /** Whether the open connection is what this string, whatever its password, would lead to. */
  isOf(ask: Pick<ConnectAsk, 'uri' | 'ssh'>): boolean
  connect(ask: ConnectAsk): Promise<OpenConnection>
  cancel(): void
  close(): Promise<void>
  refresh(): Promise<OpenConnection>
  openStore(ask: StoreAsk): Promise<StoreFacts>
  /** Reads the open store with the app's secret from now on; rejects when it opens nothing, and all stays as it was. */
  unseal(secret: string): Promise<StoreFacts>
  /** The connection stays. */
  closeStore(): Promise<void>
  /** What the window follows in it. */
  readonly following: Following
  /** Ends sessions of the open store, and brings them back. */
  readonly signOuts: SignOuts
  /** Whether sessions may be ended on the open connection; each new connection begins as it was asked for. */
  allowSignOut(isAllowed: boolean): OpenConnection
}

/** What a workspace is made of. */
export interface WorkspaceParts {
  readonly listener: WorkspaceListener
  /** This computer's clock: recent connections are sorted by it. */
  readonly now: () => number
  /** The bound for stores that nobody has asked to be opened otherwise. */
  readonly mirrorAtMost: () => number
  /** Where the journal of a store is to be kept; null: nowhere. */
  readonly journalOf: (connection: OpenConnection, ns: string) => string | null
  /** Where a person showed the user to be in this store. */
  readonly userPathsOf: (connectionId: string, ns: string) => readonly string[]
  /** Where the names of a store's users are to be read; null: nowhere. */
  readonly nameSourceOf: (connection: OpenConnection, ns: string) => NameSource | null
  /** How a store that is being opened is to be watched. */
  readonly watchSettingsOf: (connection: OpenConnection, ns: string) => WatchSettings
  /** Which alerts it is to have. */
  readonly alertSettingsOf: (connection: OpenConnection, ns: string) => AlertSettings
  /** Nothing is ever written, whatever a connection was asked to allow. */
  readonly isReadOnlyForGood: () => boolean
  readonly audit: (line: Omit<AuditLine, 'by'>) => void
}

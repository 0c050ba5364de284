import type { AlertList, AlertSettings } from '../shared/domain/alerts'
import type { ColumnRow } from '../shared/domain/columns'
import type { SessionDetail } from '../shared/domain/detail'
import type { StoreHealth } from '../shared/domain/finding'
import type { KnownNames, NameProposal } from '../shared/domain/names'
import type { OverviewWindow } from '../shared/domain/overview'
import type { EpochMs, SessionKey } from '../shared/domain/session'
import type { PauseState, StoreFacts } from '../shared/domain/store'
import type { WatchSettings } from '../shared/domain/watched'
import type { ActTarget } from './acts/target'
import type { Alerts } from './alerts/alerts'
import type { Raised } from './alerts/raising'
import type { Finder } from './findings/finder'
import type { Health } from './health/health'
import type { Recalled } from './journal/reader'
import type { Monitor, MonitorListener } from './monitor'
import type { NameJoin } from './names/join'
import type { Overview } from './overview/overview'
import type { OpenStore } from './store'

/** What a live store tells: what a monitor tells, and the facts when they become better known. */
export interface LiveStoreListener extends Omit<MonitorListener, 'events'> {
  facts(facts: StoreFacts): void
  events?(events: Parameters<MonitorListener['events']>[0]): void
  /** At most once a second, while it is asked for. */
  overview?(window: OverviewWindow): void
  /** What is wrong with the store: without it, it is not looked into by itself. */
  health?(health: StoreHealth): void
  /** What a person wants to be told of: the list, with what was raised just now and what is over. */
  alerts?(list: AlertList, change: Raised): void
  /** The store has grown past what may be mirrored, or shrunk to it: opened again with the same ask, it is read the other way. */
  outgrown?(): void
  /** Names of the users that are looked at. */
  names?(names: KnownNames): void
  /** The journal could not be written any more, and why. */
  journalFailed?(error: unknown): void
}

/** An open store that is being watched. */
export interface LiveStore {
  readonly facts: StoreFacts
  /** What is watched, as it was opened. */
  readonly opened: OpenStore
  readonly monitor: Monitor
  readonly overview: Overview
  /** How it is watched; what comes of that is part of its health. */
  readonly finder: Pick<Finder, 'settings' | 'watchBy' | 'watchedFindings' | 'onChange'>
  readonly alerts: Pick<Alerts, 'list' | 'alertBy' | 'seen' | 'clear'>
  readonly health: Health
  readonly names: NameJoin
  /** Where acts on sessions go, but for what `place` and `where` are to the caller. */
  readonly target: Omit<ActTarget, 'place' | 'where'>
  /** Looks for a collection that knows the users of this store; null: there is none, or nobody is signed in. */
  proposeNames(): Promise<NameProposal | null>
  /** Try again now instead of waiting for the next try. */
  restart(): Promise<void>
  /** The document as it is on the server at this moment. Rejects with a `FaultError` when it has gone. */
  readDetail(key: SessionKey, revealPaths: readonly string[]): Promise<SessionDetail>
  /** The session id itself, which is a credential: only on a person's request. */
  revealId(key: SessionKey): string
  /** Values at paths in the payloads of some sessions, as they are now. Rejects with a `FaultError`. */
  readColumns(keys: readonly SessionKey[], paths: readonly string[]): Promise<readonly ColumnRow[]>
  /** Paths seen in some payloads, for completion; none where they cannot be read. */
  payloadPaths(): Promise<readonly string[]>
  /** Writes down what happens into this folder, from now on; null stops that. */
  keepJournal(folder: string | null): void
  /** Shows the store as it was, from the journal in `folder`; a null instant goes back to now. */
  showPast(folder: string, at: EpochMs | null): Promise<PauseState | null>
  stop(): Promise<void>
}

/** How a store is to be watched, where a person has said so before. */
export interface LiveStoreOptions {
  readonly recalled?: Recalled | null
  readonly watch?: WatchSettings
  readonly alerts?: AlertSettings
}

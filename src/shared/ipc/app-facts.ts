import type { DemoState, OpenConnection, RecentConnection } from '../domain/connection'
import type { LearnedUser } from '../domain/identity'
import type { KeychainState, SavedConnection } from '../domain/saved-connection'
import type { FeedState, PauseState, StoreFacts, StoreFault } from '../domain/store'
import type { Fault } from '../fault'

export const appearances = ['system', 'light', 'dark'] as const
/** Follow the system, or not. */
export type Appearance = (typeof appearances)[number]

export const windowActs = ['zoom in', 'zoom out', 'zoom reset', 'full screen', 'show log'] as const
/** What the page has main do with the window, as its menu can. */
export type WindowAct = (typeof windowActs)[number]

/** All the window needs to draw itself the first time, also after a reload: one question, no backlog. */
export interface AppFacts {
  readonly version: string
  /** Of what the program is made of and runs on, by name. */
  readonly versions: readonly (readonly [name: string, version: string])[]
  readonly platform: string
  readonly appearance: Appearance
  readonly recent: readonly RecentConnection[]
  readonly saved: readonly SavedConnection[]
  readonly keychain: KeychainState
  readonly mirrorAtMost: number
  readonly learned: readonly LearnedUser[]
  readonly connection: OpenConnection | null
  readonly store: StoreFacts | null
  readonly storeFault: StoreFault | null
  readonly feed: FeedState
  readonly pause: PauseState | null
  readonly demo: DemoState
  /** Why what the command line asked for could not be opened; shown on the connect screen. */
  readonly fault: Fault | null
  /** What the page left with `page:keep` before it had to be loaded anew. */
  readonly kept: string | null
}

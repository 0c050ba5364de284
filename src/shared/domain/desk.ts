import type { FeedState } from './store'

/** A tab of the window, for as long as the program runs: never given twice. */
export type TabId = number

/** So many tabs are open at most: each one that is connected keeps its sessions in memory. */
export const MOST_TABS = 20

/** What the strip shows of a tab: all that the page is told of one that is not looked at. */
export interface TabFacts {
  readonly id: TabId
  /** Hosts and database, never credentials; null: nothing is open. */
  readonly label: string | null
  /** Of the connection: the same for the same string, whatever its password. */
  readonly connectionId: string | null
  readonly isDemo: boolean
  readonly ns: string | null
  /** As its sign has it: what is as good as live is live. */
  readonly feed: FeedState['kind']
  readonly isPaused: boolean
  /** Null without a store. */
  readonly signedIn: number | null
  /** How many that had ended came back since it was last looked at. */
  readonly cameBack: number
}

/** The tabs in their order. Complete in itself; the one with the higher version is the newer one. */
export interface DeskFacts {
  readonly version: number
  readonly tabs: readonly TabFacts[]
  readonly shown: TabId
}

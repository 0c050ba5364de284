import type { Fault } from '../fault'
import type { SshTunnel } from './saved-connection'
import type { EpochMs } from './session'
import type { Discovery, ServerFacts } from './store'

/** A connection used before. Its string is kept without the password. */
export interface RecentConnection {
  readonly id: string
  /** Hosts and database, never credentials: `127.0.0.1:27018/blog`. */
  readonly label: string
  /** With the password taken out; pasting it back in is up to the person. */
  readonly uri: string
  readonly hasPassword: boolean
  /** Another way there is another server, whatever the string says. */
  readonly ssh?: SshTunnel
  readonly usedAt: EpochMs
  /** How the last try ended, one line: "standalone", "could not connect". */
  readonly remark: string
}

/** The connection that is open now. */
export interface OpenConnection {
  readonly id: string
  readonly label: string
  readonly isDemo: boolean
  readonly isReadOnly: boolean
  readonly server: ServerFacts
  readonly discovery: Discovery
}

/** How far connecting has come: "Reached 127.0.0.1:27017", 2 ms. */
export interface ConnectStep {
  readonly text: string
  readonly isDone: boolean
  readonly tookMs: number
}

/** Where the bundled demo stands. `shopUrl` is where a person signs in with their own browser. */
export type DemoState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting'; readonly step: string }
  | {
      readonly kind: 'running'
      readonly shopUrl: string
      readonly uri: string
      readonly ns: string
      /** Its sign-in keeps the guest's session id, for Sextant to find. */
      readonly isLoginVulnerable: boolean
    }
  | { readonly kind: 'failed'; readonly fault: Fault }

import { z } from 'zod'
import type { EpochMs } from './session'

/** What a connection leads to; production shows in the window's frame. */
export const environments = ['none', 'development', 'staging', 'production'] as const
export type Environment = (typeof environments)[number]

/** Colours a connection can be marked with. */
export const colours = [
  'none',
  'red',
  'pink',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'iris',
  'purple'
] as const
export type Colour = (typeof colours)[number]

/** What must not stand in a file as it is, by the names that Compass gives them. */
export const secretNames = [
  'password',
  'proxyPassword',
  'tlsCertificateKeyFilePassword',
  'awsSessionToken',
  'sshTunnelPassword',
  'sshTunnelPassphrase'
] as const
export type SecretName = (typeof secretNames)[number]

/** Secrets in plain text: on their way from the person, or out of the keychain, to the driver. */
export type Secrets = Readonly<Partial<Record<SecretName, string>>>

export const chosenFiles = ['ca', 'certificate', 'key'] as const
/** A file that a connection names: a certificate authority, a client certificate, a private key. */
export type ChosenFile = (typeof chosenFiles)[number]

const line = z.string().max(1000)
const port = z.number().int().min(1).max(65_535)

/** An SSH server that leads to where the database is. */
export const sshTunnel = z.object({
  host: line.min(1),
  port,
  user: line,
  /** Path of the private key; null: signs in by password. */
  identityFile: line.nullable()
})
export type SshTunnel = Readonly<z.infer<typeof sshTunnel>>

export const secretsShape = z.partialRecord(z.enum(secretNames), z.string().min(1).max(4096))

/** What the person says of a connection that is to be kept. */
export const connectionDraft = z.object({
  /** Null: a new one. */
  id: z.string().max(100).nullable(),
  name: z.string().trim().max(100),
  colour: z.enum(colours),
  isFavourite: z.boolean(),
  environment: z.enum(environments),
  isReadOnly: z.boolean(),
  /** May hold a password: it goes to the keychain, the rest to the settings. */
  uri: z.string().max(10_000),
  ssh: sshTunnel.nullable(),
  /** Beside those in the string. */
  secrets: secretsShape,
  /** False: no secret of this connection is kept, and those that were are forgotten. */
  keepsSecrets: z.boolean()
})
export type ConnectionDraft = z.infer<typeof connectionDraft>

/** A connection that is kept, as the window gets it: without its secrets. */
export interface SavedConnection extends Omit<ConnectionDraft, 'id' | 'secrets' | 'keepsSecrets'> {
  readonly id: string
  /** The `id` that an open connection to it has. */
  readonly connectionId: string
  /** Hosts and database, never credentials. */
  readonly label: string
  /** Secrets it needs that are in the keychain. */
  readonly kept: readonly SecretName[]
  /** Secrets it needs that have to be typed each time. */
  readonly asked: readonly SecretName[]
  readonly usedAt: EpochMs | null
  /** How the last try ended, one line; empty before the first. */
  readonly remark: string
}

/** Whether passwords can be kept on this computer, and if not why. */
export interface KeychainState {
  readonly canKeep: boolean
  readonly why: string | null
}

/** What came of reading a file of connections. */
export type ImportOutcome =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'needs-passphrase'; readonly file: string }
  | {
      readonly kind: 'done'
      readonly added: number
      readonly replaced: number
      /** Entries that are no connections, or whose string cannot be read. */
      readonly skipped: number
    }

/** A file of connections that was written. */
export interface ConnectionsExported {
  readonly file: string
  readonly count: number
}

/** One line for a connection: its name, else where it leads. */
export const nameOfSaved = ({ name, label }: Pick<SavedConnection, 'name' | 'label'>): string =>
  name === '' ? label : name

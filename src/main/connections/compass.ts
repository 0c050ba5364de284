import { EJSON } from 'bson'
import { z } from 'zod'
import { takeSecrets } from '../../monitor/uri-secrets'
import {
  type Colour,
  type ConnectionDraft,
  colours,
  environments,
  type Secrets,
  secretNames
} from '../../shared/domain/saved-connection'
import { noCompass, type StoredConnection } from './stored'

/** A connection out of a file, and what the file said of it that only Compass uses. */
export interface FromCompass {
  readonly draft: ConnectionDraft & { readonly id: string }
  readonly usedAt: number | null
  readonly compass: StoredConnection['compass']
}

/** How a file of connections begins: the type that Compass looks for, and its version. */
export const TYPE = 'Compass Connections'
export const FILE_VERSION = 1

/**
 * Fields that Compass writes and Sextant has no use for. Only these are taken along: encryption keys (`fleOptions`), OIDC
 * state and whatever is new may be secrets.
 */
const keptTop = ['atlasMetadata'] as const
const keptOptions = ['useSystemCA', 'useApplicationLevelProxy', 'lookup'] as const

const text = z.string().max(10_000)
const entryShape = z.looseObject({
  id: z.string().min(1).max(100),
  lastUsed: z.date().optional().catch(undefined),
  favorite: z.looseObject({ name: z.string(), color: text.optional() }).optional(),
  savedConnectionType: z.enum(['favorite', 'recent', 'autoConnectInfo']).optional().catch(undefined),
  sextant: z
    .object({ environment: z.enum(environments), isReadOnly: z.boolean() })
    .optional()
    .catch(undefined),
  connectionOptions: z.looseObject({
    connectionString: text,
    sshTunnel: z
      .looseObject({
        host: text.min(1),
        port: z.coerce.number().int().min(1).max(65_535),
        username: text,
        password: text.optional(),
        identityKeyFile: text.optional(),
        identityKeyPassphrase: text.optional()
      })
      .optional()
  })
})
type Entry = z.infer<typeof entryShape>

/** Compass numbers its colours from the second of ours on. */
const colourCode = (colour: Colour) => (colour === 'none' ? undefined : `color${colours.indexOf(colour)}`)

function colourOf(code: string | undefined): Colour {
  const at = /^color([1-9])$/.exec(code ?? '')?.[1]
  return at === undefined ? 'none' : (colours[Number(at)] ?? 'none')
}

function pick(from: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap(name => (from[name] === undefined ? [] : [[name, from[name]]])))
}

/** An entry of the file with its secrets in place; null for what is no connection, or not with this string. */
export function fromCompass(raw: unknown, secrets: Secrets): FromCompass | null {
  const entry = entryShape.safeParse(raw)
  if (!entry.success) return null
  const { id, connectionOptions, favorite, savedConnectionType, sextant, lastUsed } = entry.data
  const tunnel = connectionOptions.sshTunnel
  try {
    const inString = takeSecrets(connectionOptions.connectionString)
    const draft = {
      id,
      name: favorite?.name.trim().slice(0, 100) ?? '',
      colour: colourOf(favorite?.color),
      isFavourite:
        savedConnectionType === undefined ? favorite !== undefined : savedConnectionType === 'favorite',
      environment: sextant?.environment ?? 'none',
      // What comes from elsewhere was not asked whether it may write.
      isReadOnly: sextant?.isReadOnly ?? true,
      uri: inString.uri,
      ssh: sshOf(tunnel),
      secrets: { ...secretsOf(tunnel), ...inString.secrets, ...secrets },
      keepsSecrets: true
    }
    const compass = { top: pick(entry.data, keptTop), options: pick(connectionOptions, keptOptions) }
    return { draft, usedAt: lastUsed?.getTime() ?? null, compass }
  } catch {
    // The string cannot be read. What the library says of it may repeat it, and goes nowhere.
    return null
  }
}

type Tunnel = Entry['connectionOptions']['sshTunnel']

function sshOf(tunnel: Tunnel): ConnectionDraft['ssh'] {
  if (tunnel === undefined) return null
  const { host, port, username, identityKeyFile } = tunnel
  return { host, port, user: username, identityFile: identityKeyFile || null }
}

function secretsOf(tunnel: Tunnel): Secrets {
  return {
    ...(tunnel?.password ? { sshTunnelPassword: tunnel.password } : {}),
    ...(tunnel?.identityKeyPassphrase ? { sshTunnelPassphrase: tunnel.identityKeyPassphrase } : {})
  }
}

/** An entry for a file, without secrets. */
export function toCompass(one: StoredConnection): Record<string, unknown> {
  const { id, name, label, uri, ssh, isFavourite, environment, isReadOnly, usedAt } = one
  const compass = one.compass ?? noCompass
  const color = colourCode(one.colour)
  return {
    id,
    ...(usedAt === null ? {} : { lastUsed: new Date(usedAt) }),
    favorite: { name: name === '' ? label : name, ...(color === undefined ? {} : { color }) },
    savedConnectionType: isFavourite ? 'favorite' : 'recent',
    ...compass.top,
    sextant: { environment, isReadOnly },
    connectionOptions: {
      ...compass.options,
      connectionString: uri,
      ...(ssh === null ? {} : { sshTunnel: tunnelOf(ssh) })
    }
  }
}

function tunnelOf({ host, port, user, identityFile }: NonNullable<StoredConnection['ssh']>) {
  return { host, port, username: user, ...(identityFile === null ? {} : { identityKeyFile: identityFile }) }
}

/** Compass keeps the password as it stands in a string, the others in plain text. */
const passwordOnly = (secrets: Secrets, change: (text: string) => string): Secrets =>
  secrets.password === undefined ? secrets : { ...secrets, password: change(secrets.password) }

/** What is sealed of one connection. */
export const secretsText = (secrets: Secrets): string =>
  EJSON.stringify({ secrets: passwordOnly(secrets, encodeURIComponent) }, { relaxed: false })

/** The secrets in what was sealed that mean something here. */
export function readSecretsText(opened: string): Secrets {
  const secrets: Readonly<Record<string, unknown>> = Object(Object(parsed(opened)).secrets)
  const texts = secretNames.flatMap(name => {
    const value = secrets[name]
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : []
  })
  return passwordOnly(Object.fromEntries(texts), decoded)
}

function parsed(content: string): unknown {
  try {
    return EJSON.parse(content)
  } catch {
    return null
  }
}

function decoded(password: string): string {
  try {
    return decodeURIComponent(password)
  } catch {
    return password
  }
}

/** The text of a whole file, as Compass writes it. */
export function fileText(connections: readonly Record<string, unknown>[]): string {
  return EJSON.stringify({ type: TYPE, version: FILE_VERSION, connections }, undefined, 2, { relaxed: false })
}

/** The entries of a file; null for another kind of file. */
export function readFileText(content: string): readonly Record<string, unknown>[] | null {
  const { type, version, connections } = Object(parsed(content))
  if (type !== TYPE || version !== FILE_VERSION || !Array.isArray(connections)) return null
  return connections.filter(one => typeof one === 'object' && one !== null)
}

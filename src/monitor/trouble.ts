import { MongoServerSelectionError, type ServerDescription, type TopologyDescription } from 'mongodb'
import { type Fault, FaultError, fault } from '../shared/fault'
import { redactText } from './redact'
import { credentialsOf, hostsOf, optionOf } from './uri'

/** What was being done when the driver failed. */
export interface TroubleContext {
  readonly uri: string
  /** Namespace that was being read, for rights; null while connecting. */
  readonly ns: string | null
}

const UNAUTHORIZED = 13
const AUTHENTICATION_FAILED = 18
const ATLAS_ERROR = 8000
/** What the server says of work that took longer than `maxTimeMS`. */
export const MAX_TIME_EXPIRED = 50

type Text = { readonly message: string; readonly hint: string | null }

/** An error with the fields that Node, TLS and the driver put on theirs. */
interface Named {
  readonly name: string
  readonly message: string
  readonly code: unknown
}

function named(error: unknown): Named {
  if (typeof error !== 'object' || error === null)
    return { name: '', message: String(error), code: undefined }
  const message: unknown = Reflect.get(error, 'message')
  return {
    name: String(Reflect.get(error, 'name') ?? ''),
    message: typeof message === 'string' ? message : '',
    code: Reflect.get(error, 'code')
  }
}

/** The error and what caused it, outermost first. */
function chainOf(error: unknown): readonly Named[] {
  const chain: Named[] = []
  for (let at = error; at instanceof Error && chain.length < 8; at = at.cause) chain.push(named(at))
  return chain.length === 0 ? [named(error)] : chain
}

/**
 * A driver error as a sentence that names cause and next step. Details are the driver's own text, redacted; a password
 * never gets into any part. Something already a fault stays as it is.
 */
export function faultOf(error: unknown, context: TroubleContext): Fault {
  if (error instanceof FaultError) return error.fault
  const chain = chainOf(error)
  const details = redactText(chain.map(e => `${e.name}: ${e.message}`).join('\n'), context.uri)
  const as = (code: Fault['code'], text: Text) => fault(code, text.message, text.hint, details)
  if (chain.some(e => e.name === 'AbortError')) return as('cancelled', { message: 'Cancelled.', hint: null })
  const authentication = chain.find(e => e.code === AUTHENTICATION_FAILED || e.code === ATLAS_ERROR)
  if (authentication) return as('wrong-password', passwordText(context.uri))
  if (chain.some(e => e.code === UNAUTHORIZED)) return as('no-rights', rightsText(context))
  if (chain.some(e => e.code === MAX_TIME_EXPIRED || e.name === 'MongoOperationTimeoutError')) {
    return as('unreachable', {
      message: 'The server took too long to answer.',
      hint: 'It may be busy. Try again.'
    })
  }
  const away = context.ns === null ? 'unreachable' : 'lost'
  if (error instanceof MongoServerSelectionError) return as(away, selectionText(error, context.uri))
  const reached = hostsOf(context.uri).join(', ') || 'the server'
  const text = networkText(chain, reached)
  if (text !== null) return as(away, text)
  return as('lost', { message: `MongoDB answered with an error: ${firstLine(details)}`, hint: 'Try again.' })
}

function firstLine(details: string): string {
  return (details.split('\n', 1)[0] ?? '').replace(/^\w+: /, '').slice(0, 300)
}

function passwordText(uri: string): Text {
  const { user } = credentialsOf(uri)
  const source = optionOf(uri, 'authSource') ?? 'admin'
  return {
    message: `${hostsOf(uri).join(', ')} does not accept the password of user “${user}”.`,
    hint: `Check user name and password, and that the user was made in database “${source}” (option authSource).`
  }
}

/** Names the missing right, and the line that an administrator runs to give it. */
function rightsText({ uri, ns }: TroubleContext): Text {
  const { user } = credentialsOf(uri)
  if (user === '') {
    return {
      message: 'This server wants a user name and a password.',
      hint: 'Put them into the connection string: mongodb://user:password@host/database'
    }
  }
  const db = ns?.split('.', 1)[0] ?? 'database'
  const source = optionOf(uri, 'authSource') ?? 'admin'
  const grant = `db.getSiblingDB(${JSON.stringify(source)}).grantRolesToUser(${JSON.stringify(user)}, [{ role: "read", db: ${JSON.stringify(db)} }])`
  return {
    message: `User “${user}” may not read ${ns ?? 'this server'}: the right to “find” is missing.`,
    hint: `An administrator gives it with: ${grant}`
  }
}

function selectionText(error: MongoServerSelectionError, uri: string): Text {
  const topology = error.reason as TopologyDescription | undefined
  const servers = [...(topology?.servers.values() ?? [])]
  const seeds = hostsOf(uri)
  if (isOtherSet(servers, uri)) return otherSetText(uri)
  const hosts = servers.map(s => s.address).join(', ') || seeds.join(', ')
  const failure = servers.find(s => s.error)?.error
  // Without an error a server has either never answered, or it has and is not one to read from.
  const isSilent = servers.every(s => s.type === 'Unknown')
  const chain = failure ? chainOf(failure) : isSilent ? [named(error)] : []
  const isSentElsewhere = !servers.some(s => seeds.some(seed => sameHost(seed, s.address)))
  const setName = topology?.setName ?? null
  if (isSentElsewhere && setName !== null) {
    return {
      message: `Reached ${seeds.join(', ')}, but its replica set “${setName}” sends to ${hosts}, and that cannot be reached from here.`,
      hint: 'Add directConnection=true to the connection string to stay with the host you named.'
    }
  }
  return (
    networkText(chain, hosts) ?? {
      message: `Found no server to read from at ${hosts}.`,
      hint: hintForReading(servers)
    }
  )
}

const hintForReading = (servers: readonly ServerDescription[]) =>
  servers.some(s => s.type === 'RSSecondary')
    ? 'The replica set has no primary now. Add readPreference=secondaryPreferred to read from a secondary.'
    : 'Check that the server is running, and the options in the connection string.'

/** The driver leaves out a server that is in no set, or in another than `replicaSet` says. */
function isOtherSet(servers: readonly ServerDescription[], uri: string): boolean {
  const wanted = optionOf(uri, 'replicaSet')
  return (
    wanted !== null && servers.every(s => s.error === null && s.setName !== wanted && s.type !== 'Unknown')
  )
}

function otherSetText(uri: string): Text {
  const wanted = optionOf(uri, 'replicaSet') ?? ''
  return {
    message: `${hostsOf(uri).join(', ')} is not a member of replica set “${wanted}”.`,
    hint: 'Take replicaSet out of the connection string, or correct its name.'
  }
}

const sameHost = (seed: string, address: string) =>
  address.toLowerCase() === (/:\d+$/.test(seed) ? seed : `${seed}:27017`).toLowerCase()

/** What went wrong on the way to `hosts`; null when it is nothing known. */
function networkText(chain: readonly Named[], hosts: string): Text | null {
  const all = chain.map(e => `${e.name} ${String(e.code)} ${e.message}`).join('\n')
  const row = networkRows.find(([pattern]) => pattern.test(all))
  return row === undefined ? null : { message: row[1](hosts), hint: row[2] }
}

/** Patterns over name, code and message of an error chain, first match wins. */
const networkRows: readonly (readonly [RegExp, (hosts: string) => string, string])[] = [
  [
    /querySrv|queryTxt|_mongodb\._tcp/,
    h => `DNS has no MongoDB cluster (SRV record) named ${h}.`,
    'Check the name after mongodb+srv://, and that this computer is online.'
  ],
  [
    /ECONNREFUSED/,
    h => `Nothing is listening at ${h}: the connection was refused.`,
    'Check that MongoDB is running there, and the port.'
  ],
  [
    /ENOTFOUND|EAI_AGAIN|EAI_NODATA/,
    h => `No host is known by the name ${h}.`,
    'Check the spelling, and that this computer is online or in the right network.'
  ],
  [
    /certificate|self-signed|CERT_|ALTNAME|UNABLE_TO_VERIFY/i,
    h => `The TLS certificate of ${h} is not trusted.`,
    'Name its authority with tlsCAFile=…, or check the host name.'
  ],
  [
    /ERR_SSL|EPROTO|wrong version number|TLS/,
    h => `${h} does not speak TLS the way it was asked to.`,
    'Check the tls option in the connection string.'
  ],
  [
    /wire version|MongoCompatibilityError/,
    h => `${h} runs a MongoDB that is too old for Sextant.`,
    'MongoDB 4.2 or newer is needed.'
  ],
  [
    /MongoParseError|message size|Message size|BSON|opCode|Invalid/,
    h => `${h} answers, but not as MongoDB does.`,
    'Check the port: another program may be listening there.'
  ],
  [
    /EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/,
    h => `There is no way through the network to ${h}.`,
    'Check the network, VPN or firewall.'
  ],
  [
    /ETIMEDOUT|timed out|timeout/i,
    h => `${h} did not answer in time.`,
    'Check host, port and the tls option; a firewall or an access list may be dropping the connection.'
  ],
  [
    /ECONNRESET|EPIPE|closed|MongoNetworkError|MongoTopologyClosedError|MongoNotConnectedError/,
    h => `The connection to ${h} was closed by the other side.`,
    'Check that the server is running, that the port is MongoDB’s, and whether it wants TLS (tls=true).'
  ]
]

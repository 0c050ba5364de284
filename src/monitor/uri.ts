import { MongoClient } from 'mongodb'
import { ConnectionString } from 'mongodb-connection-string-url'
import { type Fault, fault } from '../shared/fault'
import { takeSecrets } from './uri-secrets'

/** What a connection string says of credentials. Stays in src/monitor. */
export interface Credentials {
  readonly user: string
  readonly password: string
}

/** URI options whose value is a secret. */
const secretOptions = ['tlsCertificateKeyFilePassword', 'proxyPassword', 'authMechanismProperties']

/** Null for what cannot be split into its parts with certainty: a piece of a password might pass for a host. */
function parse(uri: string): ConnectionString | null {
  try {
    const [, scheme = '', rest = ''] = /^([a-z+]+):\/\/([\s\S]*)$/i.exec(uri) ?? []
    return placeInAuthority(rest, scheme) === null
      ? new ConnectionString(uri, { looseValidation: true })
      : null
  } catch {
    return null
  }
}

/** What is wrong with a connection string and where; null when the driver takes it. Never repeats a secret. */
export function checkUri(uri: string): Fault | null {
  const sentence = placeOfFault(uri.trim())
  return sentence === null ? null : fault('bad-uri', sentence, hintOf(sentence))
}

function hintOf(sentence: string): string {
  return sentence.includes('percent')
    ? 'Write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23 and % as %25 there.'
    : 'It looks like this: mongodb://user:password@host:27017/database'
}

function placeOfFault(uri: string): string | null {
  if (uri === '') return 'There is no connection string.'
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(uri)?.[1]
  if (scheme === undefined) return 'The connection string must begin with mongodb:// or mongodb+srv://.'
  if (scheme !== 'mongodb' && scheme !== 'mongodb+srv') {
    return `The connection string begins with ${scheme}://, but must begin with mongodb:// or mongodb+srv://.`
  }
  return placeInAuthority(uri.slice(scheme.length + 3), scheme) ?? placeInOptions(uri)
}

function placeInAuthority(rest: string, scheme: string): string | null {
  const end = rest.lastIndexOf('@')
  const credentials = end === -1 ? '' : rest.slice(0, end)
  const broken = unescapedIn(credentials, scheme.length + 3)
  if (broken !== null) return broken
  const hosts = rest.slice(end + 1).split(/[/?]/, 1)[0] ?? ''
  if (hosts === '') return 'The connection string names no host.'
  for (const host of hosts.split(',')) {
    const port = /^(?:\[[^\]]*\]|[^:[\]]*)(?::(.*))?$/.exec(host)?.[1]
    if (host === '' || /\s/.test(host)) return 'The list of hosts has an empty or broken entry.'
    if (port !== undefined && !isPort(port))
      return `The port after the colon in “${host}” is not between 1 and 65535.`
    if (port !== undefined && scheme === 'mongodb+srv')
      return 'With mongodb+srv:// there must be no port: DNS gives it.'
  }
  return null
}

/** Which sign, in which part, and at which character of the whole string: to be found without the password being told. */
function unescapedIn(credentials: string, offset: number): string | null {
  const colon = credentials.indexOf(':')
  const isUser = (at: number) => colon === -1 || at < colon
  const bad = /[@/?#[\]]|%(?![0-9a-f]{2})/gi
  const places = [...credentials.matchAll(bad)].map(match => match.index)
  const second = colon === -1 ? -1 : credentials.indexOf(':', colon + 1)
  const at = [...places, ...(second === -1 ? [] : [second])].sort((a, b) => a - b)[0]
  if (at === undefined) return null
  const sign = credentials[at] ?? ''
  const code = `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
  return `The ${isUser(at) ? 'user name' : 'password'} holds “${sign}” (character ${offset + at + 1} of the connection string), which must be percent-encoded: ${code}.`
}

const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535

function placeInOptions(uri: string): string | null {
  try {
    // Only looks at the string: the client connects, and looks up SRV records, when asked to.
    new MongoClient(uri)
    return null
  } catch (error) {
    const text = error instanceof Error ? error.message : ''
    const said = /option "?([A-Za-z]+)"?/i.exec(text)?.[1] ?? optionIn(text)
    // The driver says it in small letters; as it was written it is found sooner.
    const name = optionNames(uri).find(one => one.toLowerCase() === said?.toLowerCase()) ?? said
    if (/not supported/.test(text) && name) return `MongoDB knows no option “${name}” in a connection string.`
    if (name) return `The option “${name}” in the connection string has a value that does not fit.`
    return 'The connection string cannot be read.'
  }
}

const optionNames = (uri: string) => [...uri.matchAll(/[?&]([^=&]+)/g)].map(match => match[1] ?? '')

function optionIn(text: string): string | null {
  const name = /\b(tls\/ssl|[a-z]+[A-Z][A-Za-z]+)\b/.exec(text)?.[1]
  return name === undefined || name.startsWith('mongodb') ? null : name
}

/** Hosts and database, never credentials: `127.0.0.1:27018/blog`. */
export function labelOf(uri: string): string {
  const parsed = parse(uri.trim())
  if (parsed === null) return 'unreadable connection string'
  return `${parsed.hosts.join(',')}${parsed.pathname === '/' ? '' : safeDecode(parsed.pathname)}`
}

/** The hosts as written; empty when the string cannot be read. */
export function hostsOf(uri: string): readonly string[] {
  return parse(uri.trim())?.hosts ?? []
}

/** The database that the string names; null when it names none. */
export function databaseOf(uri: string): string | null {
  const name = safeDecode(parse(uri.trim())?.pathname.slice(1) ?? '')
  return name === '' ? null : name
}

/** The value of a URI option, whatever its case; null when it is not there. */
export function optionOf(uri: string, name: string): string | null {
  return parse(uri.trim())?.typedSearchParams<Record<string, string>>().get(name) ?? null
}

/** The database in which the server looks the user up. */
export function authSourceOf(uri: string): string {
  return optionOf(uri, 'authSource') ?? databaseOf(uri) ?? 'admin'
}

/** User name and password as the server will see them; empty where there are none. */
export function credentialsOf(uri: string): Credentials {
  const parsed = parse(uri.trim())
  return { user: safeDecode(parsed?.username ?? ''), password: safeDecode(parsed?.password ?? '') }
}

export const hasPassword = (uri: string): boolean => withoutPassword(uri) !== uri.trim()

export const isSrv = (uri: string): boolean => /^mongodb\+srv:/i.test(uri.trim())

/** The string with password and secret options taken out, fit to be kept. Everything else stays as written. */
export function withoutPassword(uri: string): string {
  const trimmed = uri.trim()
  const parsed = parse(trimmed)
  // A broken string may still hold a password: all between the first colon and the last @ goes.
  if (parsed === null) return trimmed.replace(/^([a-z+]+:\/\/)?([^:]*):[\s\S]*@/i, '$1$2@')
  return takeSecrets(trimmed, true).uri
}

/** Every text in a connection string that must not get out, as written and as decoded. */
export function secretsOf(uri: string): readonly string[] {
  const parsed = parse(uri.trim())
  const written = [
    parsed?.password ?? passwordInBroken(uri),
    ...secretOptions.map(name => optionOf(uri, name) ?? '')
  ]
  return [...new Set(written.flatMap(text => [text, safeDecode(text)]))].filter(text => text !== '')
}

function passwordInBroken(uri: string): string {
  return /^(?:[a-z+]+:\/\/)?[^:]*:([\s\S]*)@/i.exec(uri)?.[1] ?? ''
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

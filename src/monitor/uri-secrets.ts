import { CommaAndColonSeparatedRecord, ConnectionString } from 'mongodb-connection-string-url'
import type { SecretName, Secrets } from '../shared/domain/saved-connection'

/** Secrets that are options of their own. */
const options = ['proxyPassword', 'tlsCertificateKeyFilePassword'] as const
const TOKEN = 'AWS_SESSION_TOKEN'

type Words = Record<string, string>

const propertiesOf = (parsed: ConnectionString) =>
  new CommaAndColonSeparatedRecord<Words>(parsed.typedSearchParams<Words>().get('authMechanismProperties'))

/**
 * A string without its secrets, and those by name, in plain text. Throws where it cannot be told what is a secret; `isLoose`
 * is for strings of which that is known, though the driver would not take them.
 */
export function takeSecrets(
  uri: string,
  isLoose = false
): { readonly uri: string; readonly secrets: Secrets } {
  const parsed = new ConnectionString(uri.trim(), { looseValidation: isLoose })
  const params = parsed.typedSearchParams<Words>()
  const taken: [string, string][] = [['password', decodeURIComponent(parsed.password)]]
  parsed.password = ''
  for (const name of options) {
    taken.push([name, params.get(name) ?? ''])
    params.delete(name)
  }
  const properties = propertiesOf(parsed)
  taken.push(['awsSessionToken', properties.get(TOKEN) ?? ''])
  if (properties.delete(TOKEN)) setProperties(parsed, properties)
  const secrets: Secrets = Object.fromEntries(taken.filter(([, value]) => value !== ''))
  return { uri: Object.keys(secrets).length === 0 ? uri.trim() : parsed.toString(), secrets }
}

/** The string with these secrets in it; one that it holds already stays. With none to put in, it is as it was written. */
export function putSecrets(uri: string, secrets: Secrets): string {
  const parsed = new ConnectionString(uri.trim())
  const params = parsed.typedSearchParams<Words>()
  const before = takeSecrets(uri).secrets
  const added = (name: SecretName) => (before[name] === undefined ? (secrets[name] ?? '') : '')
  const password = added('password')
  const token = added('awsSessionToken')
  const given = options.filter(name => added(name) !== '')
  const hasPassword = password !== '' && parsed.username !== ''
  if (!hasPassword && token === '' && given.length === 0) return uri.trim()
  if (hasPassword) parsed.password = encodeURIComponent(password)
  for (const name of given) params.set(name, added(name))
  if (token !== '') {
    const properties = propertiesOf(parsed)
    properties.set(TOKEN, token)
    setProperties(parsed, properties)
  }
  return parsed.toString()
}

function setProperties(parsed: ConnectionString, properties: CommaAndColonSeparatedRecord<Words>): void {
  const params = parsed.typedSearchParams<Words>()
  const text = properties.toString()
  if (text === '') params.delete('authMechanismProperties')
  else params.set('authMechanismProperties', text)
}

/** Whether secrets of the one belong to the other: the same user at the same servers. One that cannot be read is of nobody. */
export function isSameAccount(one: string, other: string): boolean {
  try {
    const [a, b] = [one, other].map(uri => {
      const { username, hosts, protocol } = new ConnectionString(uri.trim())
      return JSON.stringify([protocol, decodeURIComponent(username), hosts])
    })
    return a === b
  } catch {
    return false
  }
}

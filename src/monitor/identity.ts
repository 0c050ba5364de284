import type { UserKey } from '../shared/domain/session'
import { bsonTypeOf, type Fields, fieldOf, isRecord, numberOf, objectIdHexOf, valueAt } from './bson'
import type { ReadIdentity } from './formats/format'

/** Longest user key kept: what a filter may ask for, and no more than a mirror can hold a million times. */
export const MAX_USER_KEY_LENGTH = 4096

export const namingFields = ['email', 'username', 'name', '_id', 'id'] as const

/** Where the rule looks, in its order, after the person's own paths. */
export const rulePaths: readonly string[] = [
  ...namingFields.map(name => `user.${name}`),
  'user',
  'userId',
  'user_id',
  '_user_id',
  '_auth_user_id',
  'passport.user',
  'username',
  'email',
  'principal',
  'isLoggedIn'
]

/** The paths that the identity rule may read, own paths first, for "user read from user.email". */
export function userPathsOf(ownPaths: readonly string[]): readonly string[] {
  return [...new Set([...ownPaths, ...rulePaths])]
}

/**
 * The rule that says whom a payload names: own paths, then `user.email|username|name|_id|id`, `user` itself, `userId`,
 * `user_id`, Flask-Login's `_user_id`, Django's `_auth_user_id`, `passport.user`, `username`, `email`, `principal`, the keys of Warden,
 * Laravel's guards and Symfony's firewalls, and at last `isLoggedIn === true`, which names nobody.
 * Object ids are given as hex, other values as text cut at 4,096 characters. Never throws.
 */
export function createIdentity(ownPaths: readonly string[] = []): ReadIdentity {
  return payload => {
    const user = ownUserOf(payload, ownPaths) ?? ruleUserOf(payload)
    return { user, isSignedIn: user !== null || fieldOf(payload, 'isLoggedIn') === true }
  }
}

/** The first of these paths that names a user. */
export function ownUserOf(payload: Fields, ownPaths: readonly string[]): UserKey | null {
  for (const path of ownPaths) {
    const user = personOf(valueAt(payload, path))
    if (user !== null) return user
  }
  return null
}

function ruleUserOf(payload: Fields): UserKey | null {
  const passport = fieldOf(payload, 'passport')
  return (
    personOf(fieldOf(payload, 'user')) ??
    userKeyOf(fieldOf(payload, 'userId')) ??
    userKeyOf(fieldOf(payload, 'user_id')) ??
    userKeyOf(fieldOf(payload, '_user_id')) ??
    userKeyOf(fieldOf(payload, '_auth_user_id')) ??
    personOf(isRecord(passport) ? fieldOf(passport, 'user') : undefined) ??
    userKeyOf(fieldOf(payload, 'username')) ??
    userKeyOf(fieldOf(payload, 'email')) ??
    personOf(fieldOf(payload, 'principal')) ??
    guardedUserOf(payload)
  )
}

/**
 * Names that are made anew by each app: Warden's `warden.user.<scope>.key`, one name with dots in it, of `[[id], …]` or the id itself;
 * Laravel's `login_<guard>_<40 hex digits>` of an id; Symfony's `_security_<firewall>` of a token, among its `_sf2_attributes`.
 */
function guardedUserOf(payload: Fields): UserKey | null {
  // Without a list of names: nearly every payload that comes here is a guest's, and there may be a million.
  for (const name in payload) {
    const value = fieldOf(payload, name)
    const user = guardedUserAt(name, value)
    if (user !== null) return user
  }
  return null
}

function guardedUserAt(name: string, value: unknown): UserKey | null {
  if (name.startsWith('warden.user.') && name.endsWith('.key')) return wardenUserOf(value)
  if (name.startsWith('login_') && /^login_\w+_[0-9a-f]{40}$/.test(name)) return userKeyOf(value)
  if (name.startsWith('_security_')) return tokenUserOf(value)
  return name === '_sf2_attributes' && isRecord(value) ? ruleUserOf(value) : null
}

function wardenUserOf(key: unknown): UserKey | null {
  let value = key
  for (let depth = 0; Array.isArray(value) && depth < 3; depth += 1) value = value[0]
  return userKeyOf(value)
}

/** A token's own data is a list that begins with the user, whatever kind of token it is. */
function tokenUserOf(token: unknown): UserKey | null {
  const data = isRecord(token) ? Object.values(token).find(Array.isArray) : null
  return Array.isArray(data) ? personOf(data[0]) : null
}

/** A user given as text or id, or as an object that has one. */
function personOf(value: unknown): UserKey | null {
  if (!isRecord(value)) return userKeyOf(value)
  for (const name of namingFields) {
    const user = userKeyOf(fieldOf(value, name))
    if (user !== null) return user
  }
  return null
}

/** What Parse Server puts before the id of a user that it points at. */
export const PARSE_POINTER = '_User$'

/** Text of a value that can name a user, a Parse pointer as the id it has; null for what cannot: empty text, booleans, dates, lists. */
export function userKeyOf(value: unknown): UserKey | null {
  if (typeof value === 'string')
    return cut(value.startsWith(PARSE_POINTER) ? value.slice(PARSE_POINTER.length) : value)
  if (typeof value === 'bigint') return cut(String(value))
  const count = numberOf(value)
  if (count !== null) return String(value)
  const hex = objectIdHexOf(value)
  if (hex !== null) return hex
  if (bsonTypeOf(value) === 'Binary' || bsonTypeOf(value) === 'UUID') return binaryKeyOf(value)
  return isRecord(value) ? extendedJsonIdOf(value) : null
}

/** `ObjectId`s that a serializer of the app's own wrote as Extended JSON. */
function extendedJsonIdOf(value: Fields): UserKey | null {
  const hex = fieldOf(value, '$oid')
  return typeof hex === 'string' ? cut(hex) : null
}

function binaryKeyOf(value: unknown): UserKey | null {
  const bytes: unknown = Reflect.get(value as object, 'buffer')
  if (!(bytes instanceof Uint8Array) || bytes.length !== 16) return null
  const hex = Buffer.from(bytes).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function cut(text: string): UserKey | null {
  const trimmed = text.length > 2 * MAX_USER_KEY_LENGTH ? text.slice(0, 2 * MAX_USER_KEY_LENGTH) : text
  const key = trimmed.trim().slice(0, MAX_USER_KEY_LENGTH)
  return key === '' ? null : key
}

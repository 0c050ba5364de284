import type { Document } from 'mongodb'
import { MAX_USER_KEY_LENGTH, namingFields, PARSE_POINTER, rulePaths } from '../identity'

/** An aggregation expression. */
export type Expression = Document | string | null

/**
 * The identity rule of `identity.ts`, worked out by the database: the user a document names as text, or null. The same
 * answer as the rule's for text, whole and broken numbers and ObjectIds; ids of BSON type Binary, and ones that an app
 * wrote as Extended JSON, the database does not see. `userPath` is beside the payload, and comes first.
 */
export function userExpression(
  payloadPath: string | null,
  ownPaths: readonly string[],
  userPath: string | null = null
): Expression {
  const at = (path: string) => (payloadPath === null ? `$${path}` : `$${payloadPath}.${path}`)
  const beside = userPath === null ? [] : personPaths(userPath).map(path => `$${path}`)
  const paths = [...beside, ...[...ownPaths.flatMap(personPaths), ...rulePaths.flatMap(pathsOf)].map(at)]
  const key = paths.reduceRight<Expression>((rest, path) => ({ $ifNull: [keyOf(path), rest] }), null)
  // Most sessions of a large store are guests': they are told by one look at the first names of all paths.
  const heads = [...ownPaths, ...rulePaths].map(path => at(path.split('.')[0] ?? path))
  const all = [...new Set([...(userPath === null ? [] : [`$${userPath}`]), ...heads])]
  return { $cond: [{ $eq: [{ $ifNull: [...all, null] }, null] }, null, key] }
}

/** Whether a document is of somebody signed in: it names a user, or says so. */
export function signedInExpression(payloadPath: string | null, user: Expression): Expression {
  const flag = payloadPath === null ? '$isLoggedIn' : `$${payloadPath}.isLoggedIn`
  return { $or: [{ $eq: [flag, true] }, { $ne: [user, null] }] }
}

const personPaths = (path: string) => [...namingFields.map(name => `${path}.${name}`), path]

/** `user` and `passport.user` may be objects that have a name; the other paths name by themselves. */
function pathsOf(path: string): readonly string[] {
  if (path === 'isLoggedIn') return []
  return path === 'passport.user' ? personPaths(path) : [path]
}

function keyOf(path: string): Expression {
  const { length } = PARSE_POINTER
  const isPointer = { $eq: [{ $substrCP: ['$$value', 0, length] }, PARSE_POINTER] }
  const pointed = { $substrCP: ['$$value', length, MAX_USER_KEY_LENGTH * 2] }
  const trimmed = { $trim: { input: { $cond: [isPointer, pointed, '$$value'] } } }
  const text = { $cond: [{ $eq: [trimmed, ''] }, null, { $substrCP: [trimmed, 0, MAX_USER_KEY_LENGTH] }] }
  const type = { $type: '$$value' }
  const isPlain = { $in: [type, ['int', 'long', 'double', 'objectId']] }
  const plain = { $cond: [isPlain, { $toString: '$$value' }, null] }
  return { $let: { vars: { value: path }, in: { $cond: [{ $eq: [type, 'string'] }, text, plain] } } }
}

import type { BsonType } from '../../../shared/domain/detail'
import type { TreeNode } from './tree-nodes'

/** What the identity rule can read a user from. */
const NAMING: ReadonlySet<BsonType> = new Set(['string', 'int', 'long', 'double', 'objectId', 'uuid'])
/** No longer than a store may be asked with. */
const MAX_PATH = 500

/**
 * Path inside the payload of a value that can name a user; null for one that cannot: a branch, a date, a masked value, one
 * outside the payload or in its cookie, and one whose names have dots in them, which no path can tell apart.
 */
export function userPathOf({ node, level }: TreeNode, payloadPath: string | null): string | null {
  if (node.children !== null || node.isMasked || node.text.trim() === '' || !NAMING.has(node.type))
    return null
  if (node.path.split('.').length !== level) return null
  const inside = payloadPath === null ? '' : `${payloadPath}.`
  if (!node.path.startsWith(inside)) return null
  const path = node.path.slice(inside.length)
  const isOwn = path === '' || path === '_id' || path.startsWith('cookie.') || path.length > MAX_PATH
  return isOwn ? null : path
}

import type { PathChange } from '../../../shared/domain/event'
import type { SessionHistory } from '../../../shared/domain/history'
import { isWrite } from './timeline'
import type { TreeNode } from './tree-nodes'

/** What the last write that changed something did, by path in the document. */
export interface Marks {
  readonly changes: ReadonlyMap<string, PathChange>
}

const NONE: Marks = { changes: new Map() }

/** The marks of the newest write that changed the payload: a touch after it leaves them. */
export function marksOf(history: SessionHistory | null, payloadPath: string | null): Marks {
  const write = history?.writes.find(one => isWrite(one) && one.event !== 'touched')
  // Of a session that has just begun everything is new: that is no news of any one value.
  if (write?.changes == null || write.expiryBefore === null) return NONE
  const place = (path: string) => (payloadPath === null ? path : `${payloadPath}.${path}`)
  return { changes: new Map(write.changes.map(change => [place(change.path), change])) }
}

/** The words beside one line of the tree, `was 1`, `new`, `2 changed in it`; null for what was not changed. */
export function markOf({ node, isOpen }: TreeNode, { changes }: Marks): string | null {
  if (changes.size === 0) return null
  const own = changes.get(node.path)
  if (own !== undefined) return own.before === null ? 'new' : `was ${quoted(own.before, node.type)}`
  if (isOpen === null) return null
  const inside = [...changes].filter(([path]) => path.startsWith(`${node.path}.`))
  if (isOpen === false) return inside.length === 0 ? null : `${inside.length} changed in it`
  // Open, it shows what changed on its own lines; only what is no longer there has none.
  const gone = inside.filter(
    ([path, { after }]) => after === null && !path.includes('.', node.path.length + 1)
  )
  return gone.length === 0
    ? null
    : gone.map(([path]) => `${path.slice(node.path.length + 1)} removed`).join(', ')
}

const quoted = (text: string, type: string) => (type === 'string' && !/^["•]/.test(text) ? `"${text}"` : text)

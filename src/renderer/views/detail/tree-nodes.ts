import type { BsonNode } from '../../../shared/domain/detail'

/** A line of the document tree. `id` is the path; where names with dots make one path of two, the second has a number. */
export interface TreeNode {
  readonly id: string
  readonly level: number
  readonly node: BsonNode
  /** Null for a leaf. */
  readonly isOpen: boolean | null
}

/** Deeper branches begin folded: a payload is read from the outside in. */
const OPEN_LEVELS = 2

/**
 * The lines to be seen of a document: folded branches keep their children. `turned` are those the person turned, `opened`
 * those that are open whatever was turned.
 */
export function treeNodes(
  root: BsonNode,
  turned: ReadonlySet<string>,
  opened: readonly string[] = []
): readonly TreeNode[] {
  const lines: TreeNode[] = []
  const mustBeOpen = new Set(opened)
  const seen = new Map<string, number>()
  const idOf = (path: string) => {
    const before = seen.get(path) ?? 0
    seen.set(path, before + 1)
    return before === 0 ? path : `${path}\0${before}`
  }
  const walk = (nodes: readonly BsonNode[], level: number): void => {
    for (const node of nodes) {
      const id = idOf(node.path)
      const isOpen =
        node.children === null ? null : mustBeOpen.has(node.path) || turned.has(id) !== level <= OPEN_LEVELS
      lines.push({ id, level, node, isOpen })
      if (isOpen && node.children !== null) walk(node.children, level + 1)
    }
  }
  walk(root.children ?? [root], 1)
  return lines
}

/** What has to be turned so that the branch at `path` is open to begin with; nothing for null. */
export function turnedTo(path: string | null): ReadonlySet<string> {
  const names = path?.split('.') ?? []
  return new Set(names.map((_, i) => names.slice(0, i + 1).join('.')).slice(OPEN_LEVELS))
}

/** What a branch holds: `3 fields`, `1 item`. */
export function sizeText(node: BsonNode): string {
  const count = node.children?.length ?? 0
  const noun = node.type === 'array' ? 'item' : 'field'
  return `${count}${node.isCut ? ' of more' : ''} ${noun}${count === 1 && !node.isCut ? '' : 's'}`
}

import type { BsonNode } from '../../../shared/domain/detail'

/** More places than a person steps through. */
const MAX_FOUND = 1000

/** One place that has the text in its name or its value, with the branches that must be open to see it. */
export interface Found {
  readonly id: string
  readonly branches: readonly string[]
}

/** Where a text is in a document, in names and shown values, whatever the case. Masked values are not looked into. */
export function searchTree(root: BsonNode, text: string): readonly Found[] {
  const wanted = text.trim().toLowerCase()
  const found: Found[] = []
  if (wanted === '') return found
  const has = ({ name, text: value, children, isMasked }: BsonNode) =>
    name.toLowerCase().includes(wanted) ||
    (children === null && !isMasked && value.toLowerCase().includes(wanted))
  const walk = (nodes: readonly BsonNode[], branches: readonly string[]): void => {
    for (const node of nodes) {
      if (found.length >= MAX_FOUND) return
      if (has(node)) found.push({ id: node.path, branches })
      if (node.children !== null) walk(node.children, [...branches, node.path])
    }
  }
  walk(root.children ?? [root], [])
  return found
}

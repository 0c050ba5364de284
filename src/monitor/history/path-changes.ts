import diff, { type Difference } from 'microdiff'
import type { PathChange, WriteChanges } from '../../shared/domain/event'
import type { Comparable } from './comparable'

/** So many paths of one write are told; how many more there are is counted. */
export const MAX_CHANGES = 50
const MAX_TEXT = 200
const MAX_PATH = 300
const DOTS = '••••••••'

type Tree = string | readonly Tree[] | { readonly [name: string]: Tree }

/** What differs between two payloads, path by path, in the order of the fields. Never throws. */
export function pathChangesOf(
  before: Comparable,
  after: Comparable
): Pick<WriteChanges, 'moreChanges'> & { readonly changes: readonly PathChange[] } {
  const found = differencesOf(before, after)
  return { changes: found.list, moreChanges: found.count - found.list.length }
}

interface Found {
  readonly list: PathChange[]
  count: number
}

function differencesOf(before: Comparable, after: Comparable): Found {
  const found: Found = { list: [], count: 0 }
  if (before === after) return found
  const differences = diff(JSON.parse(before), JSON.parse(after), { cyclesFix: false })
  for (const one of differences) take(one, found)
  return found
}

function take(one: Difference, found: Found): void {
  const path = one.path.map(step => (typeof step === 'number' ? String(step) : step.slice(1))).join('.')
  if (one.type === 'CREATE') leavesOf(one.value, path, (at, leaf) => add(found, at, null, leaf))
  else if (one.type === 'REMOVE') leavesOf(one.oldValue, path, (at, leaf) => add(found, at, leaf, null))
  else add(found, path, one.oldValue, one.value)
}

/** A whole branch that came or went is told value by value; an empty one as itself. */
function leavesOf(tree: Tree, path: string, told: (path: string, leaf: Tree) => void): void {
  const inner: readonly (readonly [string, Tree])[] =
    typeof tree === 'string'
      ? []
      : Array.isArray(tree)
        ? tree.map((item, index) => [String(index), item] as const)
        : Object.entries(tree).map(([name, item]) => [name.slice(1), item as Tree] as const)
  if (inner.length === 0) told(path, tree)
  for (const [name, item] of inner) leavesOf(item, `${path}.${name}`, told)
}

function add(found: Found, path: string, before: Tree | null, after: Tree | null): void {
  found.count += 1
  if (found.list.length >= MAX_CHANGES) return
  found.list.push({
    path: path.length > MAX_PATH ? `${path.slice(0, MAX_PATH)}…` : path,
    how: before === null ? 'added' : after === null ? 'removed' : 'changed',
    before: before === null ? null : textOf(before),
    after: after === null ? null : textOf(after),
    isMasked: isMasked(before) || isMasked(after)
  })
}

const isMasked = (tree: Tree | null) => typeof tree === 'string' && tree.startsWith('*')

function textOf(tree: Tree): string {
  if (typeof tree === 'string') {
    if (tree.startsWith('*')) return DOTS
    const text = tree.slice(1)
    const cut = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
    return tree.startsWith('"') && isMistakable(text) ? JSON.stringify(cut) : cut
  }
  const count = Array.isArray(tree) ? tree.length : Object.keys(tree).length
  const noun = Array.isArray(tree) ? 'item' : 'field'
  const inside = count === 0 ? ' ' : ` ${count} ${noun}${count === 1 ? '' : 's'} `
  return Array.isArray(tree) ? `[${inside}]` : `{${inside}}`
}

/** Text that reads like a number, a yes or no, nothing at all, or like the words around it: it gets its quotes. */
function isMistakable(text: string): boolean {
  return text.trim() !== text || text === '' || /^(-?[\d.]+|true|false|null|none|undefined)$/.test(text)
}

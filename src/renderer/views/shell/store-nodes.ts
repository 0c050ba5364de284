import type { CollectionFacts, Discovery } from '../../../shared/domain/store'

/** A line of the Connections tree. */
export type StoreNode =
  | {
      readonly kind: 'database'
      readonly id: string
      readonly level: 1
      readonly name: string
      readonly isOpen: boolean
    }
  | {
      readonly kind: 'collection'
      readonly id: string
      readonly level: 2 | 3
      readonly ns: string
      readonly facts: CollectionFacts
    }
  | {
      readonly kind: 'others'
      readonly id: string
      readonly level: 2
      readonly count: number
      readonly isOpen: boolean
    }

/** What the person folded: databases are open unless closed, other collections closed unless opened. */
export type Folds = ReadonlySet<string>

/** The lines of the tree: stores first, the other collections behind a fold. A search opens everything it finds. */
export function storeNodes(discovery: Discovery, folds: Folds, find: string): readonly StoreNode[] {
  const sought = find.trim().toLowerCase()
  return discovery.databases.flatMap(({ name, collections }): StoreNode[] => {
    const id = `database:${name}`
    const isFound = (one: CollectionFacts): boolean => `${name}.${one.name}`.toLowerCase().includes(sought)
    const found = sought === '' ? collections : collections.filter(isFound)
    if (sought !== '' && found.length === 0) return []
    const isOpen = sought !== '' || !folds.has(id)
    const head: StoreNode = { kind: 'database', id, level: 1, name, isOpen }
    if (!isOpen) return [head]
    const stores = found.filter(one => one.session !== null).map(one => node(name, one, 2))
    const others = found
      .filter(one => one.session === null)
      .map(one => node(name, one, sought === '' ? 3 : 2))
    if (sought !== '') return [head, ...stores, ...others]
    return [head, ...stores, ...foldOf(name, others, folds)]
  })
}

function foldOf(database: string, others: readonly StoreNode[], folds: Folds): readonly StoreNode[] {
  if (others.length === 0) return []
  const id = `others:${database}`
  const isOpen = folds.has(id)
  const head: StoreNode = { kind: 'others', id, level: 2, count: others.length, isOpen }
  return isOpen ? [head, ...others] : [head]
}

function node(database: string, facts: CollectionFacts, level: 2 | 3): StoreNode {
  const ns = `${database}.${facts.name}`
  return { kind: 'collection', id: ns, level, ns, facts }
}

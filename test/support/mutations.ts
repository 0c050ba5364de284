import { Binary } from 'bson'
import fc from 'fast-check'
import type { Document } from 'mongodb'
import { anyValue } from './documents'

/** How one document is spoilt. `where` chooses among the fields at every depth. */
export type Mutation =
  | { readonly how: 'drop' | 'halve' | 'proto'; readonly where: number }
  | { readonly how: 'replace'; readonly where: number; readonly value: unknown }

/** One to three spoilings, one after the other. */
export function someMutations(): fc.Arbitrary<readonly Mutation[]> {
  const where = fc.nat(1000)
  return fc.array(
    fc.oneof(
      fc.record({ how: fc.constantFrom('drop' as const, 'halve' as const, 'proto' as const), where }),
      fc.record({ how: fc.constant('replace' as const), where, value: anyValue() })
    ),
    { minLength: 1, maxLength: 3 }
  )
}

/** A copy of `document` with these done to it. */
export function mutated(document: Document, mutations: readonly Mutation[]): Document {
  const copy = copyOf(document) as Document
  for (const mutation of mutations) {
    const places = placesIn(copy)
    const [parent, name] = places[mutation.where % places.length] ?? [copy, '_id']
    apply(parent, name, mutation)
  }
  return copy
}

function apply(parent: Document, name: string, mutation: Mutation): void {
  if (mutation.how === 'drop') delete parent[name]
  else if (mutation.how === 'halve') parent[name] = halfOf(parent[name])
  else if (mutation.how === 'replace') setOwn(parent, name, mutation.value)
  else setOwn(parent, '__proto__', { user: { email: 'mallory@shop.io' }, isLoggedIn: true })
}

/** As `JSON.parse` and the driver do it: `__proto__` is data. */
function setOwn(parent: Document, name: string, value: unknown): void {
  Object.defineProperty(parent, name, { value, enumerable: true, writable: true, configurable: true })
}

function halfOf(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, value.length / 2)
  if (value instanceof Binary) return new Binary(value.buffer.slice(0, value.position / 2), value.sub_type)
  return Array.isArray(value) ? value.slice(0, value.length / 2) : value
}

const isPlain = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

function placesIn(document: Document): readonly (readonly [Document, string])[] {
  return Object.keys(document).flatMap(name => {
    const inner: unknown = document[name]
    return [[document, name] as const, ...(isPlain(inner) ? placesIn(inner) : [])]
  })
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf)
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copyOf(inner)]))
}

import type { Document } from 'mongodb'
import { type Fields, isQueryable, isRecord } from '../bson'
import type { ReadPayload } from '../formats/payload-kind'
import { isSecretName } from '../secrets'
import type { OpenStore } from '../store'
import { payloadIn } from './scan'

/** More than a person will look through. */
const MOST_PATHS = 200
const MAX_DEPTH = 6

/**
 * Paths that lead to values in the payloads of some documents, for completion: those seen most often first. Left out is
 * what is called a secret, the cookie, and what could not be written in a filter. Never throws.
 */
export function pathsIn(
  documents: readonly Document[],
  payloadPath: string | null,
  readPayload?: ReadPayload
): readonly string[] {
  const counts = new Map<string, number>()

  function walk(value: unknown, path: string, depth: number): void {
    if (path !== '' && !isRecord(value)) counts.set(path, (counts.get(path) ?? 0) + 1)
    if (depth >= MAX_DEPTH || counts.size >= MOST_PATHS * 10) return
    if (Array.isArray(value)) for (const item of value.slice(0, 3)) fields(item, path, depth)
    else fields(value, path, depth)
  }

  function fields(value: unknown, path: string, depth: number): void {
    if (!isRecord(value)) return
    for (const name of Object.keys(value).slice(0, MOST_PATHS)) {
      if (isOffered(name, path))
        walk((value as Fields)[name], path === '' ? name : `${path}.${name}`, depth + 1)
    }
  }

  for (const document of documents) {
    const payload = payloadIn(document, payloadPath, readPayload)
    if (payload !== null) walk(payload, '', 0)
  }
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, MOST_PATHS)
    .map(([path]) => path)
}

function isOffered(name: string, parent: string): boolean {
  const isPlain = /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)
  return isPlain && isQueryable(name) && !isSecretName(name) && !(parent === '' && name === 'cookie')
}

const SAMPLE = 50
const SAMPLE_MS = 5000

/** Paths seen in some payloads of a store; none where they cannot be read. */
export async function readPaths(
  { collection, reader, readPayload }: OpenStore,
  payloadPath: string | null
): Promise<readonly string[]> {
  const options = { projection: reader.projection, limit: SAMPLE, maxTimeMS: SAMPLE_MS }
  const documents = await collection
    .find({}, options)
    .toArray()
    .catch(() => [])
  return pathsIn(documents.flatMap(reader.explode), payloadPath, readPayload)
}

import type { EpochMs, SessionKey } from '../../shared/domain/session'

/** What may expire: an instant, and whose it is. */
export interface Expiring {
  readonly expiresAt: EpochMs
  readonly key: SessionKey
}

/** Sessions in the order of their expiries. */
export interface ExpiryList {
  add(item: Expiring): void
  delete(item: Expiring): void
  /** How many expire at `at` or before. */
  countUntil(at: EpochMs): number
  /** Keys of those that expire after `from` and at `to` or before, in order; at one instant by key. */
  keysBetween(from: EpochMs, to: EpochMs): SessionKey[]
  /** The first expiry after `at`; null when there is none. */
  firstAfter(at: EpochMs): EpochMs | null
}

/** A run of neighbours. `times` lie beside the keys because looking for a place reads nothing else. */
interface Chunk {
  readonly times: Float64Array
  readonly keys: SessionKey[]
}

/**
 * Small enough that moving half of it costs nothing to speak of, large enough that there are few. Times are plain numbers
 * in one piece of memory: every session of a first load is put in its place, and following twenty references for each
 * took a third of our own time.
 */
const MOST = 512

/** A list that holds `items`. */
export function createExpiryList(items: Iterable<Expiring> = []): ExpiryList {
  const sorted = [...items].sort((a, b) => a.expiresAt - b.expiresAt || (a.key < b.key ? -1 : 1))
  const chunks: Chunk[] = []
  for (let i = 0; i < sorted.length; i += MOST / 2) chunks.push(chunkOf(sorted.slice(i, i + MOST / 2)))

  /** The first chunk that ends with `at` and `key` or later; the last one where none does. */
  function chunkFor(at: EpochMs, key: string): number {
    let low = 0
    let high = chunks.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      const chunk = chunks[middle] as Chunk
      if (isBefore(chunk, chunk.keys.length - 1, at, key)) low = middle + 1
      else high = middle
    }
    return low
  }

  function split(index: number): void {
    const { times, keys } = chunks[index] as Chunk
    const later: Chunk = { times: new Float64Array(MOST), keys: keys.splice(MOST / 2) }
    later.times.set(times.subarray(MOST / 2, MOST))
    chunks.splice(index + 1, 0, later)
  }

  return {
    add({ expiresAt, key }) {
      if (chunks.length === 0) chunks.push(chunkOf([]))
      let index = chunkFor(expiresAt, key)
      if ((chunks[index] as Chunk).keys.length === MOST) {
        split(index)
        index = chunkFor(expiresAt, key)
      }
      const { times, keys } = chunks[index] as Chunk
      const place = placeIn(chunks[index] as Chunk, expiresAt, key)
      times.copyWithin(place + 1, place, keys.length)
      times[place] = expiresAt
      keys.splice(place, 0, key)
    },
    delete({ expiresAt, key }) {
      const index = chunkFor(expiresAt, key)
      const chunk = chunks[index]
      if (chunk === undefined) return
      const place = placeIn(chunk, expiresAt, key)
      if (chunk.times[place] !== expiresAt || chunk.keys[place] !== key) return
      chunk.times.copyWithin(place, place + 1, chunk.keys.length)
      chunk.keys.splice(place, 1)
      if (chunk.keys.length === 0) chunks.splice(index, 1)
    },
    countUntil(at) {
      const last = chunkFor(at, AFTER_ALL)
      let count = 0
      for (let i = 0; i < last; i += 1) count += (chunks[i] as Chunk).keys.length
      const chunk = chunks[last]
      return chunk === undefined ? 0 : count + placeIn(chunk, at, AFTER_ALL)
    },
    keysBetween(from, to) {
      const found: SessionKey[] = []
      for (let i = chunkFor(from, AFTER_ALL); i < chunks.length; i += 1) {
        const chunk = chunks[i] as Chunk
        const end = placeIn(chunk, to, AFTER_ALL)
        for (const key of chunk.keys.slice(placeIn(chunk, from, AFTER_ALL), end)) found.push(key)
        if (end < chunk.keys.length) break
      }
      return found
    },
    firstAfter(at) {
      const chunk = chunks[chunkFor(at, AFTER_ALL)]
      if (chunk === undefined) return null
      const place = placeIn(chunk, at, AFTER_ALL)
      return place < chunk.keys.length ? (chunk.times[place] ?? null) : null
    }
  }
}

/** Sorts after every key, which are hex digits. */
const AFTER_ALL = '\uffff'

function chunkOf(items: readonly Expiring[]): Chunk {
  const times = new Float64Array(MOST)
  times.set(items.map(item => item.expiresAt))
  return { times, keys: items.map(item => item.key) }
}

/** Whether what lies at `place` comes before `at` and `key`. */
function isBefore({ times, keys }: Chunk, place: number, at: EpochMs, key: string): boolean {
  const time = times[place] as number
  return time < at || (time === at && (keys[place] as string) < key)
}

/** How many of the chunk come before `at` and `key`. */
function placeIn(chunk: Chunk, at: EpochMs, key: string): number {
  let low = 0
  let high = chunk.keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(chunk, middle, at, key)) low = middle + 1
    else high = middle
  }
  return low
}

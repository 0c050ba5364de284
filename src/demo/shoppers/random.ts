/** A source of numbers from 0 up to 1. The same seed gives the same numbers, so that a run can be had again. */
export type Random = () => number

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for deciding who buys rope. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A whole number between two others, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1))
}

/** One of a list that has at least one. */
export function pick<T>(random: Random, list: readonly [T, ...T[]]): T {
  return list[Math.floor(random() * list.length)] ?? list[0]
}

/** True this often: 0 never, 1 always. */
export function chance(random: Random, probability: number): boolean {
  return random() < probability
}

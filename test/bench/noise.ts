import { createHash } from 'node:crypto'
import { type Spread, spreadOf } from './figure'

const REPEATS = 15
const BYTES = 16 * 1024 * 1024

/**
 * How evenly this machine runs at the moment: the same work of some ten milliseconds again and again, in ms. Where p99 is far
 * from p50 something else has the processor, and every other figure of the run carries as much.
 */
export function measureNoise(): Spread {
  const block = Buffer.alloc(BYTES, 7)
  return spreadOf(
    Array.from({ length: REPEATS }, () => {
      const startedAt = performance.now()
      createHash('sha256').update(block).digest()
      return performance.now() - startedAt
    })
  )
}

import type { Document } from 'mongodb'
import { bucketOf, type Figures, figuresOf, isWithin, noFigures, plus } from '../../src/monitor/feed/buckets'
import { type DeltaReads, datesOf } from '../../src/monitor/feed/delta-reads'
import { idText } from '../../src/monitor/feed/document-id'
import type { ExpirySource } from '../../src/monitor/feed/feed'

/** A collection that is a Map by `idText`, and what a delta feed asks of one. */
export interface MemoryReads extends DeltaReads {
  readonly collection: Map<string, Document>
  /** So many more than there are is what the count says. */
  countError: number
  /** How many sessions were read so far. */
  readonly documents: number
}

/** `meanwhile` runs before each answer is made: writes that come between two reads of one step. */
export function memoryReads(expiry: ExpirySource, meanwhile: () => void = () => {}): MemoryReads {
  const collection = new Map<string, Document>()
  let documents = 0
  const read = (matches: (document: Document, at: number | null) => boolean) => {
    meanwhile()
    const found = [...collection.values()].filter(d => matches(d, datesOf(d, expiry).expiresAt))
    documents += found.length
    return found.map(d => ({ ...d }))
  }
  const reads: MemoryReads = {
    collection,
    countError: 0,
    get documents() {
      return documents
    },
    isListing: false,
    takeCost: () => ({ ms: 0, lookupMs: 0, documents: 0, bytes: 0 }),
    async count() {
      meanwhile()
      return collection.size + reads.countError
    },
    clearIfGone: async () => false,
    async buckets(ranges, grid, isDated) {
      meanwhile()
      const buckets = new Map<number, Figures>()
      for (const document of collection.values()) {
        const { expiresAt, writtenAt } = datesOf(document, expiry)
        if (expiresAt === null || !isWithin(ranges, expiresAt)) continue
        const bucket = bucketOf(grid, expiresAt)
        const figures = figuresOf(expiresAt, isDated ? writtenAt : null)
        buckets.set(bucket, plus(buckets.get(bucket) ?? noFigures, figures))
      }
      return buckets
    },
    documentsIn: async (ranges, tell) => tell(read((_, at) => at !== null && isWithin(ranges, at))),
    documentsOf: async (ids, tell) => tell(read(d => ids.includes(idText(d._id)))),
    oddDocuments: async tell => tell(read((_, at) => at === null)),
    datesIn: async ranges =>
      new Map(
        read((_, at) => at !== null && isWithin(ranges, at)).map(d => [idText(d._id), datesOf(d, expiry)])
      )
  }
  return reads
}

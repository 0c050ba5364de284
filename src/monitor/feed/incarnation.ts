import { type CollectionInfo, MongoServerError } from 'mongodb'
import type { FeedSource } from './feed'

const ASK_MS = 5000
const UNAUTHORIZED = 13

/** Tells whether a name still stands for the same collection: reading documents alone says nothing about that. */
export interface Incarnation {
  /** True when what was there at the last look is gone: dropped, or another collection has its name. First look: false. */
  hasGone(): Promise<boolean>
  /**
   * A new round begins, perhaps on another server: from the look before it, only that the collection was there still counts.
   * The same data may go by another UUID then: SecantusDB as a standalone makes one at each start.
   */
  newRound(): void
}

/** What is there now. `uuid` is null where the server, or this login, does not tell it. */
interface Look {
  readonly isThere: boolean
  readonly uuid: string | null
}

/** Nothing looked at yet. */
export function createIncarnation(source: FeedSource): Incarnation {
  let last: Look | null = null
  return {
    newRound() {
      if (last !== null) last = { ...last, uuid: null }
    },
    async hasGone() {
      const now = await look(source)
      if (now === null) return false
      const was = last
      last = now
      if (was === null || !was.isThere) return false
      return !now.isThere || (was.uuid !== null && now.uuid !== null && was.uuid !== now.uuid)
    }
  }
}

/** Null where the server does not say; rejects where it cannot be asked. */
async function look(source: FeedSource): Promise<Look | null> {
  try {
    return await list(source, false)
  } catch (error) {
    // Out of reach: the read that follows would only wait as long once more.
    if (!(error instanceof MongoServerError)) throw error
    if (error.code !== UNAUTHORIZED) return null
  }
  // Names alone, of what it may read, every login may list.
  return list(source, true).catch(() => null)
}

async function list({ client, collection }: FeedSource, nameOnly: boolean): Promise<Look> {
  const options = { nameOnly, authorizedCollections: nameOnly, maxTimeMS: ASK_MS }
  const db = client.db(collection.dbName)
  const found = await db.listCollections({ name: collection.collectionName }, options).toArray()
  const uuid = (found[0] as CollectionInfo | undefined)?.info?.uuid
  return { isThere: found.length > 0, uuid: uuid === undefined ? null : uuid.toString('hex') }
}

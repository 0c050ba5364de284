import type { CollectionInfo } from 'mongodb'
import type { FeedSource } from './feed'

const ASK_MS = 5000
const UNAUTHORIZED = 13

/** Tells whether a name still stands for the same collection: reading documents alone says nothing about that. */
export interface Incarnation {
  /** True when what was there at the last look is gone: dropped, or another collection has its name. First look: false. */
  hasGone(): Promise<boolean>
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

/** Null where it cannot be had: what is wrong then, reading will tell. */
async function look(source: FeedSource): Promise<Look | null> {
  try {
    return await list(source, false)
  } catch (error) {
    if (!(error instanceof Error) || Reflect.get(error, 'code') !== UNAUTHORIZED) return null
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

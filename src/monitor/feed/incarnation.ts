import { type CollectionInfo, type Document, MongoServerError } from 'mongodb'
import type { FeedSource, Sink } from './feed'
import type { Life } from './life'

const ASK_MS = 5000
const UNAUTHORIZED = 13
/** Codes of a server that is coming or going: what it does not say now it says at the next try. */
const passing = new Set<unknown>([91, 189, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436])

/** Tells whether a name still stands for the same collection: reading documents alone says nothing about that. */
export interface Incarnation {
  /**
   * Looks whether what is known is gone: dropped, or another collection has its name. Then `sink` is told that all is
   * cleared, and the answer is true. The first look only remembers. What was read between two looks that both say no was
   * read from one collection. Rejects where it cannot be asked.
   */
  clearIfGone(round: { readonly sink: Sink; readonly life: Life }): Promise<boolean>
  /**
   * A new round begins, perhaps on another server process: if it is another one, only that the collection was there still
   * counts. The same data may go by another UUID then: SecantusDB as a standalone may make one at a start.
   */
  newRound(): void
}

/** A source with the one incarnation that all feeds on it share, so that one that takes over knows what was there before. */
export interface FollowedSource extends FeedSource {
  readonly incarnation: Incarnation
}

/** What is there now. `uuid` is null where the server, or this login, does not tell it. */
interface Look {
  readonly isThere: boolean
  readonly uuid: string | null
}

/** Nothing looked at yet. */
export function createIncarnation(source: FeedSource): Incarnation {
  /** What the sink has been told of. */
  let known: Look | null = null
  let process: string | null = null
  let isSameProcess = false

  /** Asked once a round: whose UUIDs can be compared. */
  async function recogniseProcess(): Promise<void> {
    const now = await processOf(source)
    if (known !== null && (now === null || now !== process)) known = { ...known, uuid: null }
    process = now
    isSameProcess = true
  }

  return {
    newRound() {
      isSameProcess = false
    },
    async clearIfGone({ sink, life }) {
      if (!isSameProcess) await recogniseProcess()
      const now = await look(source)
      // A round that is over tells nothing: the next one has to find it out again.
      if (now === null || life.isOver) return false
      const isGone = known?.isThere === true && !isStill(known, now)
      known = now
      if (isGone) sink.clear(source.clock.now())
      return isGone
    }
  }
}

const isStill = (was: Look, now: Look) =>
  now.isThere && (was.uuid === null || now.uuid === null || was.uuid === now.uuid)

/** What a server process goes by, in the reply of `hello` since MongoDB 4.4; null where it does not say. */
async function processOf({ client }: FeedSource): Promise<string | null> {
  const hello: Document = await client.db('admin').command({ hello: 1, maxTimeMS: ASK_MS })
  const id: unknown = hello.topologyVersion?.processId
  return id === undefined || id === null ? null : String(id)
}

/** Null where the server does not say; rejects where it cannot be asked. */
async function look(source: FeedSource): Promise<Look | null> {
  try {
    return await list(source, false)
  } catch (error) {
    // Out of reach: the read that follows would only wait as long once more.
    if (!(error instanceof MongoServerError) || passing.has(error.code)) throw error
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

import type { Collection, Document } from 'mongodb'
import type { StoreAsk } from '../../shared/domain/store'
import { FaultError } from '../../shared/fault'
import type { Connection } from '../connection'
import { countAbout } from '../feed/snapshot'
import type { ReadPayload } from '../formats/payload-kind'
import type { Look } from '../look'
import { readIndexes } from '../sample'
import { openStore } from '../store'
import { faultOf } from '../trouble'
import { ASK_MS, type Drawn, draw, isFew } from './draw'
import type { HealthFacts } from './facts'
import { readFacts } from './read-facts'

/**
 * Reads what the rules judge by of a store that is not going to be followed. It is recognised by the very documents that are
 * judged: some servers go through the whole collection for each question, so a large one is counted once and read once. Throws a
 * `FaultError`.
 */
export async function checkOnce(
  connection: Connection,
  ask: StoreAsk,
  readPayload?: ReadPayload
): Promise<HealthFacts> {
  let drawn: Drawn | null = null
  const store = await openStore(connection, ask, readPayload, async (_, collection, isView) => {
    const looked = await lookOnce(connection, collection, isView)
    drawn = looked.drawn
    return looked.look
  })
  try {
    return await readFacts(connection, store, drawn)
  } catch (error) {
    throw new FaultError(store.feedSetup.source.faultOf(error))
  }
}

async function lookOnce(
  { uri }: Connection,
  collection: Collection<Document>,
  isView: boolean
): Promise<{ readonly look: Look; readonly drawn: Drawn }> {
  try {
    const [documents, indexes] = await Promise.all([
      isView ? null : countAbout({ collection }),
      isView ? [] : readIndexes(collection, ASK_MS)
    ])
    const drawn = await draw(collection, isFew(documents))
    const about = Promise.resolve(documents)
    return { look: { sample: drawn.documents, begun: null, indexes, documents, about }, drawn }
  } catch (error) {
    throw new FaultError(faultOf(error, { uri, ns: collection.namespace }))
  }
}

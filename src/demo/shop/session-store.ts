import connectMongo from 'connect-mongo'
import connectMongoDBSession from 'connect-mongodb-session'
import session, { type Store } from 'express-session'
import { MongoClient } from 'mongodb'
import { GuardedStore } from './guarded-store'

/** The two libraries the shop can keep its sessions with. */
export const storeLibraries = ['connect-mongodb-session', 'connect-mongo'] as const
export type StoreLibrary = (typeof storeLibraries)[number]

/** The collection both libraries use by default. */
export const SESSIONS = 'sessions'

/** Where the sessions are to be, and who is told when the database stops or starts answering. */
export interface StorePlace {
  readonly library: StoreLibrary
  readonly uri: string
  readonly database: string
  readonly onAnswer?: (isAnswering: boolean) => void
}

/** A session store that is connected, with the little the shop's keeper needs to know of it. */
export interface SessionStore {
  readonly forExpress: GuardedStore
  /** How many session documents there are, expired ones included. Rejects when the database is away. */
  count(): Promise<number>
  /** Make the TTL index again where somebody dropped the collection; does nothing where it is there. */
  keepIndex(): Promise<void>
  close(): Promise<void>
}

/**
 * A visitor waits this long for a database that has gone before the shop says so. The driver's own half minute
 * would look like a shop that hangs.
 */
const SELECTION_MS = 2_500
const clientOptions = { serverSelectionTimeoutMS: SELECTION_MS, appName: 'sextant demo shop' }

/**
 * Connect the store the shop keeps its sessions in.
 *
 * Errors: rejects with the driver's own error when the database cannot be reached or refuses; nothing is left open.
 */
export function createSessionStore(place: StorePlace): Promise<SessionStore> {
  return place.library === 'connect-mongo' ? connectMongoStore(place) : connectMongoDBSessionStore(place)
}

async function connectMongoDBSessionStore(place: StorePlace): Promise<SessionStore> {
  const MongoDBStore = connectMongoDBSession(session)
  const { uri, database: databaseName } = place
  const options = { uri, databaseName, collection: SESSIONS, connectionOptions: clientOptions }
  const store = await new Promise<InstanceType<typeof MongoDBStore>>((resolve, reject) => {
    const opened = new MongoDBStore(options, error => {
      if (error === undefined) return resolve(opened)
      void opened.client.close().catch(ignore)
      reject(error)
    })
    // Every failing call emits 'error' besides calling back, and an 'error' nobody hears ends the process.
    opened.on('error', ignore)
  })
  return {
    forExpress: guard(store, place),
    count: () => store.collection.estimatedDocumentCount(),
    keepIndex: async () => {
      await store.collection.createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
    },
    close: () => store.client.close()
  }
}

async function connectMongoStore(place: StorePlace): Promise<SessionStore> {
  const client = new MongoClient(place.uri, clientOptions)
  try {
    await client.connect()
    const store = connectMongo.create({ client, dbName: place.database, collectionName: SESSIONS })
    const collection = await store.collectionP
    return {
      forExpress: guard(store, place),
      count: () => collection.estimatedDocumentCount(),
      keepIndex: async () => {
        await collection.createIndex({ expires: 1 }, { expireAfterSeconds: 0 })
      },
      close: () => client.close()
    }
  } catch (error) {
    await client.close().catch(ignore)
    throw error
  }
}

function guard(store: Store, place: StorePlace): GuardedStore {
  return new GuardedStore(store, place.onAnswer ?? ignore)
}

function ignore(): void {}

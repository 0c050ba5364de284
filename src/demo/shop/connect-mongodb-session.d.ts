// The library ships no types; these are the parts of its index.js (5.0.0) that the shop uses.
declare module 'connect-mongodb-session' {
  import type { Store } from 'express-session'
  import type { MongoClientOptions } from 'mongodb'

  interface StoreOptions {
    uri: string
    databaseName?: string
    collection?: string
    expires?: number
    connectionOptions?: Pick<MongoClientOptions, 'serverSelectionTimeoutMS' | 'appName'>
  }

  interface MongoDBStore extends Store {
    readonly client: { close(): Promise<void> }
    readonly collection: {
      estimatedDocumentCount(): Promise<number>
      createIndex(
        keys: { readonly [key: string]: 1 },
        options: { expireAfterSeconds: number }
      ): Promise<string>
    }
  }

  type StoreClass = new (options: StoreOptions, onConnected: (error?: Error) => void) => MongoDBStore

  // biome-ignore lint/style/noDefaultExport: this is how the library exports it
  export default function connectMongoDBSession(session: { Store: typeof Store }): StoreClass
}

import { randomBytes } from 'node:crypto'
import { type Db, MongoClient } from 'mongodb'
import { afterAll } from 'vitest'

/** A database of one test file's own. */
export interface TestDatabase {
  readonly client: MongoClient
  readonly db: Db
  readonly name: string
  /** The server's, without the database. */
  readonly uri: string
}

/**
 * A fresh, uniquely named database, dropped when the test file ends. Call it at the top of a file or a `describe`:
 * the driver connects by itself with the first operation.
 */
export function aDatabase(uri: string): TestDatabase {
  const name = `sextant_test_${randomBytes(6).toString('hex')}`
  const client = new MongoClient(uri)
  const db = client.db(name)
  afterAll(async () => {
    await db.dropDatabase()
    await client.close()
  })
  return { client, db, name, uri }
}

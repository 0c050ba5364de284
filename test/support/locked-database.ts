import { type Db, MongoClient } from 'mongodb'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'

/** Whom a server lets in, made in `admin`. */
interface Reader {
  readonly user: string
  readonly pwd: string
}

/** A server that asks for a password: it is filled by `fill` while it is still open, then started anew with its users. */
export async function startLockedDatabase(
  storagePath: string,
  { user, pwd }: Reader,
  fill: (db: Db, uri: string) => Promise<unknown>
): Promise<EmbeddedDatabase> {
  const open = await startDatabase({ storagePath })
  const client = new MongoClient(open.uri)
  await fill(client.db('shop'), open.uri)
  await client.db('admin').command({ createUser: user, pwd, roles: [{ role: 'read', db: 'shop' }] })
  await client.close()
  await open.stop()
  return startDatabase({ storagePath, isAuth: true })
}

import { betterAuth } from 'better-auth'
import { mongodbAdapter } from 'better-auth/adapters/mongodb'
import { MongoClient } from 'mongodb'

/** better-auth with sign-in by password. */
export async function makeApp({ uri, database, secret, lifetimeSeconds = 1800, origin }) {
  const client = await MongoClient.connect(uri)
  const auth = betterAuth({
    database: mongodbAdapter(client.db(database)),
    baseURL: origin,
    secret,
    emailAndPassword: { enabled: true },
    session: { expiresIn: lifetimeSeconds },
    logger: { disabled: true }
  })
  return { handle: request => auth.handler(request), mail: () => '', close: () => client.close() }
}

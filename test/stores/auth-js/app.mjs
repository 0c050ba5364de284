import { Auth } from '@auth/core'
import { MongoDBAdapter } from '@auth/mongodb-adapter'
import { MongoClient } from 'mongodb'

/** Auth.js with sessions in the database and sign-in by a link in a mail: `mail` is the last link that was sent. */
export async function makeApp({ uri, database, secret, lifetimeSeconds = 1800 }) {
  const client = await MongoClient.connect(uri)
  let link = ''
  const config = {
    basePath: '/auth',
    trustHost: true,
    secret,
    adapter: MongoDBAdapter(client, { databaseName: database }),
    session: { strategy: 'database', maxAge: lifetimeSeconds },
    providers: [
      {
        id: 'link',
        type: 'email',
        name: 'Link',
        maxAge: 3600,
        async sendVerificationRequest({ url }) {
          link = url
        }
      }
    ]
  }
  return {
    handle: request => Auth(request, config),
    mail: () => link,
    close: () => client.close()
  }
}

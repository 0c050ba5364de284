import { spawn } from 'node:child_process'

/** What a burst has done. */
export interface Burst {
  readonly writes: number
  readonly tookMs: number
}

/** In a process of its own, so that what is measured here is only the taking in. Inserts, touches and deletes by turns. */
const WRITER = `
const { MongoClient } = require('mongodb')
const { uri, database, collection, forMs } = JSON.parse(process.env.SEXTANT_BURST)
const make = i => ({ _id: 'burst-' + String(i).padStart(8, '0'), expires: new Date(Date.now() + 3600000),
  session: { cookie: { originalMaxAge: 3600000, path: '/' }, isLoggedIn: true, user: { email: 'u' + i % 5000 + '@shop.io' } } })
async function main() {
  const client = new MongoClient(uri)
  const sessions = client.db(database).collection(collection)
  const began = Date.now()
  let writes = 0
  for (let next = 0; Date.now() - began < forMs; next += 500) {
    const batch = Array.from({ length: 500 }, (_, i) => make(next + i))
    await sessions.insertMany(batch)
    const ids = batch.slice(0, 100).map(d => d._id)
    const touched = await sessions.updateMany({ _id: { $in: ids } }, { $set: { expires: new Date(Date.now() + 7200000) } })
    const gone = await sessions.deleteMany({ _id: { $in: ids.slice(0, 50) } })
    writes += batch.length + touched.modifiedCount + gone.deletedCount
  }
  process.stdout.write(JSON.stringify({ writes, tookMs: Date.now() - began }))
  await client.close()
}
main()
`

/** Writes sessions as fast as the server takes them, for `forMs`. */
export function runBurst(where: {
  readonly uri: string
  readonly database: string
  readonly collection: string
  readonly forMs: number
}): Promise<Burst> {
  const writer = spawn(process.execPath, ['-e', WRITER], {
    env: { ...process.env, SEXTANT_BURST: JSON.stringify(where) },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  let said = ''
  writer.stdout.on('data', data => {
    said += data
  })
  return new Promise((resolve, reject) => {
    writer.once('error', reject)
    writer.once('close', code => {
      if (code === 0) resolve(JSON.parse(said) as Burst)
      else reject(new Error(`the writer ended with ${code}`))
    })
  })
}

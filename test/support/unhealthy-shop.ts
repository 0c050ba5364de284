import { MongoClient } from 'mongodb'
import { writeSessions } from './write-sessions'

const HOUR_MS = 3_600_000

/** A shop's store as operators find them: no index, expiries as text, guests without end, secrets in payloads. */
export async function makeUnhealthy(uri: string): Promise<void> {
  await writeSessions(uri, { count: 400, people: 90 })
  await writeSessions(uri, { count: 60, people: 60, name: 'kept', lifetimeMs: 200 * 24 * HOUR_MS })
  const client = new MongoClient(uri)
  const sessions = client.db('shop').collection('sessions')
  await sessions.dropIndex('expires_1')
  const update = (name: string, set: object) =>
    sessions.updateMany({ 'session.user.email': { $regex: `^${name}` } }, { $set: set })
  await update('person1', { expires: new Date(Date.now() - 3 * HOUR_MS) })
  await update('person2', { expires: new Date(Date.now() + HOUR_MS / 3).toISOString() })
  await update('person3', { 'session.user.passwordHash': `$2b$10$${'a'.repeat(53)}` })
  await client.close()
}

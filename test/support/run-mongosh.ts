import { createContext, runInContext } from 'node:vm'
import type { Db, Document, MongoClient } from 'mongodb'

/** Methods of a collection that a line for mongosh may call. */
const methods = ['createIndex', 'dropIndex', 'updateMany'] as const

/**
 * Runs lines that were written for mongosh, one after the other, as far as findings have such: `createIndex`, `dropIndex`,
 * `updateMany`, `runCommand` and `adminCommand`. What else they call does not exist, and throws.
 */
export async function runMongosh(client: MongoClient, code: string): Promise<void> {
  const calls: (() => Promise<unknown>)[] = []
  const collection = (db: Db, name: string) =>
    Object.fromEntries(
      methods.map(method => [
        method,
        (...args: unknown[]) => {
          const target = db.collection(name) as unknown as Record<
            string,
            (...a: unknown[]) => Promise<unknown>
          >
          calls.push(() => target[method]?.call(target, ...args) ?? Promise.reject(new Error(method)))
        }
      ])
    )
  const database = (name: string) => {
    const db = client.db(name)
    const own: Record<string, unknown> = {
      getCollection: (named: string) => collection(db, named),
      runCommand: (command: Document) => void calls.push(() => db.command(command))
    }
    return new Proxy(own, { get: (target, key) => target[String(key)] ?? collection(db, String(key)) })
  }
  const db = {
    getSiblingDB: database,
    adminCommand: (command: Document) => void calls.push(() => client.db('admin').command(command))
  }
  runInContext(code, createContext({ db }))
  for (const call of calls) await call()
}

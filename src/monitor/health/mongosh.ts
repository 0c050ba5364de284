import toNamespace from 'mongodb-ns'

const isPlainName = (name: string) => /^[A-Za-z_$][\w$]*$/.test(name)
/** Names that are methods of a database in mongosh. */
const methods = new Set(['help', 'version', 'stats', 'hello', 'auth', 'watch', 'aggregate', 'getName'])

/** A string as JavaScript has it. */
export const quoted = (text: string) => JSON.stringify(text)

/** A field's name as a key of an object. */
export const keyOf = (name: string) => (isPlainName(name) ? name : quoted(name))

/** `db.getSiblingDB("shop").sessions`, for mongosh. */
export function collectionText(ns: string): string {
  const { database, collection } = toNamespace(ns)
  const isMember = isPlainName(collection) && !methods.has(collection)
  const access = isMember ? `.${collection}` : `.getCollection(${quoted(collection)})`
  return `${databaseText(database)}${access}`
}

const databaseText = (database: string) => `db.getSiblingDB(${quoted(database)})`

/** Makes a TTL index. */
export function createTtlText(ns: string, path: string, seconds: number): string {
  return `${collectionText(ns)}.createIndex({ ${keyOf(path)}: 1 }, { expireAfterSeconds: ${seconds} })`
}

/** Drops an index by its name. */
export const dropIndexText = (ns: string, name: string) => `${collectionText(ns)}.dropIndex(${quoted(name)})`

/** Sets the seconds of a TTL index. */
export function setTtlSecondsText(ns: string, index: string, seconds: number): string {
  const { database, collection } = toNamespace(ns)
  return `${databaseText(database)}.runCommand({ collMod: ${quoted(collection)}, index: { name: ${quoted(index)}, expireAfterSeconds: ${seconds} } })`
}

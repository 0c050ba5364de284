import type { FormatId } from '../../shared/domain/store'

/** Stores of express-session and of those made after it: their options have the same names. */
const express: ReadonlySet<FormatId> = new Set([
  'connect-mongodb-session',
  'connect-mongo',
  'express-session-mongo'
])
const koa: ReadonlySet<FormatId> = new Set(['koa-generic-session-mongo', 'koa-session-mongoose'])

export const isExpress = (format: FormatId) => express.has(format)

/** How a cookie's option is set in the app; null where it is not known what the app is made of. */
export function cookieOptionText(format: FormatId, option: string): string | null {
  if (express.has(format)) return `app.use(session({ cookie: { ${option} }, … }))`
  return koa.has(format) ? `app.use(session({ ${option}, … }, app))` : null
}

/** How a library is given a collection of its own; null where the app's code is not known. */
export function ownCollectionText(format: FormatId): string | null {
  if (format === 'connect-mongodb-session')
    return 'new MongoDBStore({ uri, collection: "sessions_of_this_app" })'
  return format === 'connect-mongo'
    ? 'MongoStore.create({ mongoUrl, collectionName: "sessions_of_this_app" })'
    : null
}

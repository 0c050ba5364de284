import type { Document } from 'mongodb'
import type { FormatId, StoreNotice } from '../../shared/domain/store'
import { authJs } from './auth-js'
import { betterAuth } from './better-auth'
import { connectMongo } from './connect-mongo'
import { connectMongodbSession } from './connect-mongodb-session'
import { expressSessionMongo } from './express-session-mongo'
import { flaskSession } from './flask-session'
import type { Format, Layout, Recognition, StoreIndex } from './format'
import { koaGenericSessionMongo } from './koa-generic-session-mongo'
import { koaSessionMongoose } from './koa-session-mongoose'
import { laravel } from './laravel'
import { lucia } from './lucia'
import { mapped } from './mapped'
import { meteor } from './meteor'
import { mongoSessionStore } from './mongo-session-store'
import { mongostore } from './mongostore'
import { parseServer } from './parse-server'
import { partIdPathOf } from './part-id'
import { payloadCms } from './payload-cms'
import { shareText } from './shape'
import { springSession } from './spring-session'
import { springSessionJackson } from './spring-session-jackson'
import { symfony } from './symfony'
import { towerSessions } from './tower-sessions'

/** Every known format by its name. */
export const formats: Readonly<Record<FormatId, Format>> = {
  'connect-mongodb-session': connectMongodbSession,
  'connect-mongo': connectMongo,
  'koa-session-mongoose': koaSessionMongoose,
  'koa-generic-session-mongo': koaGenericSessionMongo,
  'express-session-mongo': expressSessionMongo,
  'auth-js': authJs,
  'better-auth': betterAuth,
  lucia,
  'flask-session': flaskSession,
  'tower-sessions': towerSessions,
  mongostore,
  'spring-session': springSession,
  'spring-session-jackson': springSessionJackson,
  'parse-server': parseServer,
  symfony,
  laravel,
  'mongo-session-store': mongoSessionStore,
  meteor,
  payload: payloadCms,
  mapped
}

/** Formats that are known by what libraries write, not by a person's mapping. */
export const libraryFormats: readonly Format[] = Object.values(formats).filter(format => format !== mapped)

/** Of these, one may have been followed by the other in one app: both are stores of express-session. */
export const expressFormats: readonly Format[] = [connectMongodbSession, connectMongo]

/** Where a session's id lies in a document of its collection, as a query has it. */
export function idPathOf(format: FormatId, layout: Layout): string {
  const place = formats[format].parts?.place
  return place === undefined ? layout.idField : partIdPathOf(place)
}

/** Formats found in one collection, best first, and what a person should know about the find. */
export interface StoreRecognition {
  readonly recognitions: readonly Recognition[]
  readonly notices: readonly StoreNotice[]
}

/** Finds which libraries wrote the sampled documents. Nothing found is an empty list. Never throws. */
export function recogniseStore(
  sample: readonly Document[],
  indexes: readonly StoreIndex[]
): StoreRecognition {
  const recognitions = libraryFormats
    .map(format => format.recognise(sample, indexes))
    .filter(recognition => recognition !== null)
    .sort((a, b) => b.fits - a.fits || b.confidence - a.confidence)
  return { recognitions, notices: noticesOf(recognitions, sample.length) }
}

function noticesOf(recognitions: readonly Recognition[], total: number): readonly StoreNotice[] {
  if (recognitions.length < 2) return []
  const parts = recognitions.map(
    (r, i) => `${i === 0 ? shareText(r.fits, total) : r.fits} as ${r.label} writes them`
  )
  return [
    {
      code: 'mixed-formats',
      message: `${recognitions.length === 2 ? 'Two' : recognitions.length} formats are mixed in this collection: ${parts.join(', ')}.`,
      hint: 'Each document is read by the format that fits it. Two apps may be sharing the collection, or one has changed its store library.'
    }
  ]
}

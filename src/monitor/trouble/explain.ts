import {
  MongoClient,
  type MongoClientOptions,
  MongoServerSelectionError,
  type TopologyDescription
} from 'mongodb'
import type { Fault } from '../../shared/fault'
import { withOptions } from '../../shared/uri-options'
import { faultOf } from '../trouble'
import { authSourceOf, credentialsOf, databaseOf, isSrv, optionOf } from '../uri'
import type { Member } from './member-text'
import { isUnclear } from './network-text'
import { programText } from './programs'
import { otherSourceText } from './sign-in-text'
import { faultWith, type TroubleText } from './trouble-text'
import { type Answerer, whoAnswers } from './who-answers'

/** A connection that did not come about. */
export interface Attempt {
  readonly uri: string
  readonly options: MongoClientOptions
  readonly seen: ReadonlyMap<string, Member>
}

/**
 * Why connecting failed. Where the driver's error leaves that open, the other end is asked: who it is that does not
 * answer, and whether the user is known in another database. Never rejects.
 */
export async function explain(error: unknown, attempt: Attempt): Promise<Fault> {
  const told = faultOf(error, { uri: attempt.uri, ns: null, seen: attempt.seen })
  if (told.code === 'wrong-password') return withText(told, await otherSource(attempt))
  if (told.code === 'unreachable') return withText(told, await answererText(error, attempt))
  return told
}

function withText(told: Fault, text: TroubleText | null): Fault {
  return text === null ? told : faultWith(told.code, text, told.details)
}

/** User and password are tried where such users usually are, once. */
async function otherSource({ uri, options }: Attempt): Promise<TroubleText | null> {
  const source = authSourceOf(uri)
  const other = source === 'admin' ? databaseOf(uri) : 'admin'
  if (other === null || other === source || source === '$external' || credentialsOf(uri).user === '')
    return null
  const client = new MongoClient(withOptions(uri, { authSource: other }), options)
  client.on('error', () => {})
  try {
    await client.connect()
    return otherSourceText(uri, other)
  } catch {
    return null
  } finally {
    await client.close().catch(() => {})
  }
}

async function answererText(error: unknown, { uri, options }: Attempt): Promise<TroubleText | null> {
  const address = unclearAddress(error)
  const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(address ?? '') ?? []
  if (host === '') return null
  // Behind a proxy or a tunnel lies another network: who answers to the name here says nothing of it.
  if (options.proxyHost !== undefined || optionOf(uri, 'proxyHost') !== null) return null
  const isTls = (optionOf(uri, 'tls') ?? optionOf(uri, 'ssl') ?? String(isSrv(uri))) === 'true'
  const answerer = await whoAnswers({ host, port: Number(port), lookup: options.lookup }, isTls)
  return answerer === null ? null : textOfAnswerer(answerer, address ?? '')
}

/** The first server of which the driver does not say what is wrong with it. */
function unclearAddress(error: unknown): string | null {
  if (!(error instanceof MongoServerSelectionError)) return null
  const topology = error.reason as TopologyDescription | undefined
  const servers = [...(topology?.servers.values() ?? [])].filter(s => s.type === 'Unknown')
  return servers.find(s => isUnclear(s.error ?? error))?.address ?? null
}

function textOfAnswerer(answerer: Answerer, address: string): TroubleText {
  if (answerer.kind === 'program') return programText(answerer.name, address)
  if (answerer.kind === 'tls') {
    return {
      message: `${address} wants TLS, and the connection string does not ask for it.`,
      hint: 'Add tls=true to the connection string.',
      mend: { label: 'Retry with tls=true', options: { tls: 'true' } }
    }
  }
  return {
    message: `${address} is a MongoDB without TLS, and the connection string asks for it.`,
    hint: 'Take the tls option out, if the way there is safe without.'
  }
}

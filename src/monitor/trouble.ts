import { MongoServerSelectionError } from 'mongodb'
import { type Fault, FaultError } from '../shared/fault'
import { redactText } from './redact'
import { answerText } from './trouble/answer-text'
import { chainOf, textOf } from './trouble/error-chain'
import type { Member } from './trouble/member-text'
import { networkText } from './trouble/network-text'
import { selectionText } from './trouble/selection-text'
import { passwordText, rightsText } from './trouble/sign-in-text'
import { faultWith, type TroubleText } from './trouble/trouble-text'
import { hostsOf } from './uri'

/** What was being done when the driver failed. */
export interface TroubleContext {
  readonly uri: string
  /** Namespace that was being read, for rights; null while connecting. */
  readonly ns: string | null
  /** What servers said of themselves while connecting, by address: the driver forgets those it does not want. */
  readonly seen?: ReadonlyMap<string, Member>
}

const UNAUTHORIZED = 13
const AUTHENTICATION_FAILED = 18
const ATLAS_ERROR = 8000
/** What the server says of work that took longer than `maxTimeMS`. */
export const MAX_TIME_EXPIRED = 50

const nobody: ReadonlyMap<string, Member> = new Map()

/**
 * A driver error as a sentence that names cause and next step. Details are the driver's own text, redacted; a password
 * never gets into any part. Something already a fault stays as it is.
 */
export function faultOf(error: unknown, context: TroubleContext): Fault {
  if (error instanceof FaultError) return error.fault
  const { uri, ns, seen = nobody } = context
  const chain = chainOf(error)
  const all = textOf(chain)
  const details = redactText(chain.map(e => `${e.name}: ${e.message}`).join('\n'), uri)
  const as = (code: Fault['code'], text: TroubleText) => faultWith(code, text, details)
  if (chain.some(e => e.name === 'AbortError')) return as('cancelled', { message: 'Cancelled.', hint: null })
  if (chain.some(e => e.code === AUTHENTICATION_FAILED || e.code === ATLAS_ERROR))
    return as('wrong-password', passwordText(uri))
  if (chain.some(e => e.code === UNAUTHORIZED)) return as('no-rights', rightsText(uri, ns, all))
  if (chain.some(e => e.code === MAX_TIME_EXPIRED || e.name === 'MongoOperationTimeoutError')) {
    return as('unreachable', {
      message: 'The server took too long to answer.',
      hint: 'It may be busy. Try again.'
    })
  }
  const away = ns === null ? 'unreachable' : 'lost'
  if (error instanceof MongoServerSelectionError) return as(away, selectionText(error, uri, seen))
  const text = answerText(chain, all, uri) ?? networkText(chain, hostsOf(uri).join(', ') || 'the server')
  if (text !== null) return as(away, text)
  return as('lost', { message: `MongoDB answered with an error: ${firstLine(details)}`, hint: 'Try again.' })
}

function firstLine(details: string): string {
  return (details.split('\n', 1)[0] ?? '').replace(/^\w+: /, '').slice(0, 300)
}

import { hostsOf } from '../uri'
import type { Named } from './error-chain'
import type { TroubleText } from './trouble-text'

/** NotWritablePrimary and NotPrimaryNoSecondaryOk: a member that only the primary's clients should have asked. */
const readOnlyMember = [10_107, 13_435]
/** NotPrimaryOrSecondary, InterruptedDueToReplStateChange. */
const unreadableMember = [13_436, 11_602]

/** What a server's own refusal means; null when it is nothing known. */
export function answerText(chain: readonly Named[], all: string, uri: string): TroubleText | null {
  const hosts = hostsOf(uri).join(', ') || 'The server'
  const has = (codes: readonly number[]) => chain.some(e => codes.includes(Number(e.code)))
  if (/retryable writes|Transaction numbers are only allowed|retryWrites/i.test(all)) {
    return {
      message: `${hosts} cannot do retryWrites=true: the server, or its storage engine, is too old.`,
      hint: 'Write retryWrites=false in the connection string.',
      mend: { label: 'Retry without it', options: { retryWrites: 'false' } }
    }
  }
  if (has(readOnlyMember)) {
    return {
      message: `${hosts} is a read-only member of its replica set, and does not do what only the primary does.`,
      hint: 'Name the primary, or leave directConnection=true out so that it is found.'
    }
  }
  if (has(unreadableMember)) {
    return {
      message: `${hosts} is a member of its replica set that has nothing to read from now: it is starting, recovering or an arbiter.`,
      hint: 'Name another member, or leave directConnection=true out so that one is found.'
    }
  }
  return null
}

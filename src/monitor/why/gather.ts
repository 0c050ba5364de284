import { isEnding } from '../../shared/domain/event'
import type { UserKey } from '../../shared/domain/session'
import { readSpan } from '../journal/reader'
import { shownName } from './cookie-names'
import type { Place, UserFacts, WhyFacts } from './facts'
import type { Question } from './question'
import { sessionFacts } from './session-facts'
import type { WhySources } from './sources'

/** Looks for all that is known of what was asked. Rejects with a `FaultError` where the store itself cannot be read. */
export async function gather(
  question: Question,
  ask: { readonly secret: string; readonly address: string },
  sources: WhySources
): Promise<WhyFacts> {
  const place = await placeOf(sources)
  if (question.kind === 'carried')
    return { ...place, about: 'carried', as: question.as, cookie: shownName(question.cookie) }
  if (question.kind === 'removed') return { ...place, about: 'removed', cookie: shownName(question.cookie) }
  const session = await sessionFacts(question, ask, sources, place)
  const isKnown = session.found !== null || session.end !== null || session.elsewhere.length > 0
  const { user } = question
  if (isKnown || user === null) return { ...place, about: 'session', session }
  const people = await peopleFor(user, sources)
  const [only] = people
  if (only !== undefined && people.length === 1) return { ...place, about: 'user', person: only }
  if (people.length > 1) return { ...place, about: 'users', users: people.map(one => one.user) }
  return looksLikeId(user) ? { ...place, about: 'session', session } : { ...place, about: 'nobody' }
}

async function placeOf({ store, seen, journalFolder }: WhySources): Promise<Place> {
  const span = journalFolder === null ? null : await readSpan(journalFolder)
  return {
    ns: store.ask.ns,
    now: store.clock.now(),
    hasTtl: store.facts.indexes.some(index => index.expireAfterSeconds !== null),
    watchedSince: seen?.sinceAt ?? null,
    journalFrom: span?.from ?? null
  }
}

/** Long, of one piece, and with digits or several capitals in it: chance, not a name. */
const looksLikeId = (text: string) => /^[\w+/:.=-]{16,}$/.test(text) && /\d|[A-Z].*[A-Z]/.test(text)

/** Whom a text means, of those with sessions and of those whose sessions were seen to end. */
async function peopleFor(text: string, { people, seen }: WhySources): Promise<readonly UserFacts[]> {
  const endings = (seen?.events ?? []).filter(({ event }) => isEnding(event)).reverse()
  const endingsOf = (user: UserKey) => endings.filter(event => event.user === user)
  const found = [...(await people(text))].map(([user, sessions]) => ({
    user,
    sessions: [...sessions].sort((a, b) => b.sinceAt - a.sinceAt),
    endings: endingsOf(user)
  }))
  const wanted = text.toLowerCase()
  const isWanted = (user: UserKey | null) => user?.toLowerCase() === wanted
  const gone = endings.find(({ user }) => isWanted(user))?.user ?? null
  // Who has gone and is called just so is meant, not somebody with a longer name.
  if (gone === null || found.some(({ user }) => isWanted(user))) return found
  return [{ user: gone, sessions: [], endings: endingsOf(gone) }]
}

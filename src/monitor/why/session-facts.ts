import { type Document, type Filter, ObjectId } from 'mongodb'
import { type Session, stateAt } from '../../shared/domain/session'
import type { FormatId } from '../../shared/domain/store'
import { FaultError } from '../../shared/fault'
import { dateOf, fieldOf, instantOf } from '../bson'
import { cookieOf } from '../formats/payload'
import { idPathOf } from '../formats/registry'
import { recallOf } from '../journal/reader'
import { maskId, sessionKeyOf } from '../session-key'
import { isSecureName, shownName } from './cookie-names'
import { endedAtOf, endInJournal, endSeen, type Known, newerOf, userRemovedIn, withAudit } from './endings'
import type { Found, KnownEnd, Newer, Place, SessionFacts, SignatureState } from './facts'
import { lookElsewhere } from './other-stores'
import type { Candidate, Question } from './question'
import { isSignedBy, secretsIn } from './signatures'
import type { WhySources } from './sources'

const READ_MS = 5000
/** Apps with these stores take no cookie without a signature. */
const signing: ReadonlySet<FormatId> = new Set(['connect-mongo', 'connect-mongodb-session', 'better-auth'])

/** One session that is asked for: under which of the values, and what is left of it. */
interface Subject {
  readonly candidate: Candidate
  readonly known: Known
  readonly found: Found | null
  readonly end: KnownEnd | null
}

/** What is known of the session that one of these values names. Rejects with a `FaultError`. */
export async function sessionFacts(
  { candidates, setCookie, sent }: Extract<Question, { kind: 'session' }>,
  { secret, address }: { readonly secret: string; readonly address: string },
  sources: WhySources,
  place: Place
): Promise<SessionFacts> {
  const { candidate, known, found, end } = await subjectOf(candidates, sources, place)
  const others = found === null ? await sources.otherStores() : []
  const ids = candidates.flatMap(one => one.ids)
  const looked = await lookElsewhere(sources.client, others, { ids, here: place.ns, now: place.now })
  const isSecureByName = candidate.cookie !== null && isSecureName(candidate.cookie)
  return {
    cookie: shownName(candidate.cookie),
    setCookie,
    isSecure: setCookie?.isSecure === true || found?.isSecure === true || isSecureByName,
    isHttp: isHttpOf(address),
    sent,
    maskedId: known.maskedId,
    signature: signatureOf(candidate, secret, sources.store.recognitions[0]?.format),
    key: found?.session.key ?? null,
    found,
    end,
    userRemoved: found === null ? null : userRemovedIn(sources.seen?.events ?? [], known),
    newer: newerAfter({ found, end, known }, place, sources),
    ...looked
  }
}

/** The value whose session is there; else the first of those whose ending is known; else the likeliest. */
async function subjectOf(
  candidates: readonly Candidate[],
  sources: WhySources,
  place: Place
): Promise<Subject> {
  const { store } = sources
  const [recognition] = store.recognitions
  const idPath = recognition === undefined ? '_id' : idPathOf(recognition.format, recognition.layout)
  const knownBy = (id: string): Known => ({
    key: sessionKeyOf(id),
    maskedId: maskId(id),
    isByKey: idPath === '_id',
    hasTtl: place.hasTtl
  })
  const documents = await documentsOf(sources, candidates, idPath)
  const read = documents.map(document => ({ document, ...store.reader.read(document, place.now, false) }))
  for (const candidate of candidates) {
    const one = read.find(({ sessionId }) => candidate.ids.includes(sessionId))
    if (one === undefined) continue
    const known = { ...knownBy(one.sessionId), key: one.session.key }
    return { candidate, known, found: foundOf(one.document, one.session, sources), end: null }
  }
  const values = candidates.flatMap(candidate => candidate.ids.map(id => ({ candidate, id })))
  for (const one of values) {
    const known = knownBy(one.id)
    const end = await endOf(known, sources)
    if (end !== null) return { candidate: one.candidate, known, found: null, end }
  }
  const [first] = values
  const candidate = first?.candidate ?? { ids: [], signed: null, isMarked: false, cookie: null }
  return { candidate, known: knownBy(first?.id ?? ''), found: null, end: null }
}

async function documentsOf(
  { store }: WhySources,
  candidates: readonly Candidate[],
  idPath: string
): Promise<readonly Document[]> {
  const ids = candidates.flatMap(one => one.ids)
  // gorilla's mongostore has an `ObjectId` for an id.
  const objectIds = ids.filter(id => /^[0-9a-f]{24}$/.test(id)).map(id => new ObjectId(id))
  const filter = { [idPath]: { $in: [...ids, ...objectIds] } } as Filter<Document>
  const { isInParts, projection, explode } = store.reader
  // A user's document has more in it than sessions: a password's hash, for one.
  const fields = isInParts ? { projection } : {}
  try {
    const options = { maxTimeMS: READ_MS, limit: ids.length, ...fields }
    return (await store.collection.find(filter, options).toArray()).flatMap(explode)
  } catch (error) {
    throw new FaultError(store.feedSetup.source.faultOf(error))
  }
}

function foundOf(document: Document, session: Session, { store }: WhySources): Found {
  const payload = store.reader.payloadOf(document)
  const cookie = payload === null ? null : cookieOf(payload)
  const expires = cookie === null ? undefined : fieldOf(cookie, 'expires')
  return {
    session,
    cookieAt: dateOf(expires) ?? (typeof expires === 'string' ? instantOf(expires) : null),
    isSecure: cookie !== null && fieldOf(cookie, 'secure') === true
  }
}

/** By what was seen, else by the journal; the list of what was done from here says who. */
async function endOf(known: Known, { seen, journalFolder, audit }: WhySources): Promise<KnownEnd | null> {
  const end = endSeen(seen?.events ?? [], known)
  if (!known.isByKey) return end
  const isRecalled = end === null && journalFolder !== null
  const lines = isRecalled ? await recallOf(journalFolder, known.key) : []
  return withAudit(end ?? endInJournal(lines, known), await audit(), known)
}

/** What the user has signed in with since; of a session that is good still, nothing is looked for. */
function newerAfter(
  { found, end, known }: Omit<Subject, 'candidate'>,
  { now }: Place,
  { sessionsOf }: WhySources
): Newer | null {
  const expiredAt =
    found === null || stateAt(found.session, now) !== 'expired' ? null : found.session.expiresAt
  const endedAt = end === null ? expiredAt : endedAtOf(end)
  const user = found?.session.user ?? end?.user ?? null
  return endedAt === null || user === null ? null : newerOf(endedAt, sessionsOf(user) ?? [], known.key)
}

function signatureOf(
  { signed, isMarked, cookie }: Candidate,
  secret: string,
  format: FormatId | undefined
): SignatureState {
  const secrets = secretsIn(secret)
  if (signed === null) {
    if (isMarked) return 'broken'
    if (cookie !== null && format !== undefined && signing.has(format)) return 'missing'
    return secrets.length > 0 ? 'nothing-to-check' : 'none'
  }
  if (secrets.length === 0) return 'unchecked'
  return isSignedBy(signed, secrets) ? 'matches' : 'differs'
}

/** Null where it is no address: `localhost:3000` does not say. */
function isHttpOf(address: string): boolean | null {
  const text = address.trim().toLowerCase()
  return text.startsWith('http://') ? true : text.startsWith('https://') ? false : null
}

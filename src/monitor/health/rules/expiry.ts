import type { HealthFacts } from '../facts'
import { collectionText, keyOf, quoted } from '../mongosh'
import type { Rule } from '../rule'
import { allText, readText, sessionsText, shareOf } from '../words'

const convertText = (ns: string, path: string, type: string) =>
  `${collectionText(ns)}.updateMany(\n  { ${keyOf(path)}: { $type: ${quoted(type)} } },\n  [{ $set: { ${keyOf(path)}: { $convert: { input: ${numberInput(path, type)}, to: "date", onError: ${quoted(`$${path}`)} } } } }]\n)`

/** A number of seconds is below 100,000,000,000; as milliseconds that would be 1973. */
const numberInput = (path: string, type: string) =>
  type === 'string'
    ? quoted(`$${path}`)
    : `{ $toLong: { $cond: [{ $lt: [${quoted(`$${path}`)}, 100000000000] }, { $multiply: [${quoted(`$${path}`)}, 1000] }, ${quoted(`$${path}`)}] } }`

/** An expiry that no index deletes by. */
export const expiryNotDate: Rule = {
  id: 'expiry-not-date',
  judge(facts) {
    const path = facts.layout.expiryPath
    if (path === null) return null
    const texts = shareOf(facts.sessions, session => session.expiryKind === 'text')
    const numbers = shareOf(facts.sessions, session => session.expiryKind === 'number')
    const count = texts.count + numbers.count
    if (count === 0) return null
    const kinds = [...(texts.count > 0 ? ['text'] : []), ...(numbers.count > 0 ? ['a number'] : [])].join(
      ' or '
    )
    const code = [
      ...(texts.count > 0 ? [convertText(facts.ns, path, 'string')] : []),
      ...(numbers.count > 0 ? [convertText(facts.ns, path, 'number')] : [])
    ].join('\n')
    return {
      severity: 'critical',
      title: `${sessionsText(facts, count)} ${count === 1 ? 'keeps its' : 'keep their'} expiry as ${kinds} and will never be deleted`,
      explains:
        'A TTL index skips any value that is not a date. Another release of the app, or a script, wrote these.',
      evidence: `“${path}” is ${kinds} in ${readText(facts, { ...texts, count })}; a date in ${allText(facts, datedIn(facts))}.`,
      mend: {
        kind: 'mongosh',
        code,
        does: 'What reads as a date becomes one, and is deleted once it has passed. Text that is no date stays as it is; check again to see whether any is left.'
      },
      filter: null
    }
  }
}

const datedIn = ({ sessions }: HealthFacts) =>
  sessions.filter(session => session.expiryKind === 'date').length

/** connect-mongodb-session's `get` looks at `expires` whatever `expiresKey` says. */
export const expiresKey: Rule = {
  id: 'expires-key',
  judge({ format, layout, ns, indexes }) {
    const path = layout.expiryPath
    if (format !== 'connect-mongodb-session' || path === null || path === 'expires') return null
    const hasTtl = indexes.some(index => index.expireAfterSeconds !== null && index.fields[0] === path)
    return {
      severity: hasTtl ? 'warning' : 'critical',
      title: `Expired sessions still count: the library never looks at “${path}”`,
      explains: `connect-mongodb-session writes the expiry to what expiresKey says, and its get compares “expires”. A session is good until it is deleted, ${hasTtl ? 'up to a minute or two after its expiry' : 'which nothing does'}.`,
      evidence: `The expiry is in “${path}” (expiresKey). ${hasTtl ? 'A TTL index on it deletes at the next pass.' : 'No TTL index on it.'}`,
      mend: {
        kind: 'app',
        code: `new MongoDBStore({ uri, collection: ${quoted(ns.slice(ns.indexOf('.') + 1))} }) // without expiresKey`,
        does: 'A change in the app. New sessions keep their expiry in “expires”, which is looked at; make its TTL index before the first one.'
      },
      filter: null
    }
  }
}

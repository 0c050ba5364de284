import type { FormatId } from '../../../shared/domain/store'
import { countOf, formatCount } from '../../../shared/words/numbers'
import { ownCollectionText } from '../app-code'
import type { HealthFacts } from '../facts'
import { collectionText, keyOf } from '../mongosh'
import type { Rule } from '../rule'
import { inAll, percentText } from '../words'

/** Libraries that end all sessions of a user by one query, and the field it asks for. */
const endedBy: Readonly<Partial<Record<FormatId, string>>> = {
  'auth-js': 'userId',
  'better-auth': 'userId',
  lucia: 'user_id',
  'parse-server': '_p_user'
}
/** A smaller collection is read through in no time. */
const NOTICED_FROM = 1000
const HARMS_FROM = 100_000

/** Ending all sessions of a user reads the whole collection. */
export const userIndex: Rule = {
  id: 'user-index',
  judge({ format, indexes, documents, ns }) {
    const field = endedBy[format]
    if (field === undefined || documents === null || documents < NOTICED_FROM) return null
    if (indexes.some(index => index.fields[0] === field)) return null
    return {
      severity: documents < HARMS_FROM ? 'advice' : 'warning',
      title: `No index on “${field}”: signing a user out everywhere reads all ${formatCount(documents)} documents`,
      explains:
        'This library ends the sessions of one user by a query for it, as on a change of password. Without an index each such query reads the whole collection.',
      evidence: `${countOf(documents, 'document')}; indexes found: ${indexes.map(index => index.name).join(', ')}.`,
      mend: {
        kind: 'mongosh',
        code: `${collectionText(ns)}.createIndex({ ${keyOf(field)}: 1 })`,
        does: 'Builds an index, beside the app’s work. It deletes and changes nothing.'
      },
      filter: null
    }
  }
}

const MIXED_SHARE = 0.005

/** Two libraries write into one collection. */
export const formatsMixed: Rule = {
  id: 'formats-mixed',
  judge(facts) {
    const groups = formatGroups(facts)
    if (groups.length < 2) return null
    const told = groups.map(
      ({ format, count }) =>
        `${format} in ${formatCount(count)} (${percentText(count / facts.sessions.length)})`
    )
    // The one that fewer sessions are of: fewer people have to sign in anew.
    const code = groups.map(({ format }) => ownCollectionText(format)).findLast(text => text !== null)
    return {
      severity: 'warning',
      title: `${groups.length === 2 ? 'Two' : formatCount(groups.length)} libraries write into this collection: ${groups.map(group => group.format).join(' and ')}`,
      explains:
        'Neither can read what the other has written: to it those sessions are broken, and it may delete them. Two apps share the collection, or one has changed its library.',
      evidence: `Of ${countOf(facts.sessions.length, 'document')} read: ${told.join(', ')}${facts.isWhole ? '' : `; scaled to the whole store, ${told.length < 2 ? '' : `about ${formatCount(inAll(facts, groups[1]?.count ?? 0))} are of the second`}`}.`,
      mend:
        code === undefined
          ? null
          : {
              kind: 'app',
              code,
              does: 'A change in one of the apps: a collection of its own. Its users sign in anew once. After a change of library, wait for the old sessions to expire.'
            },
      filter: null
    }
  }
}

function formatGroups({
  sessions
}: HealthFacts): readonly { readonly format: FormatId; readonly count: number }[] {
  const counts = new Map<FormatId, number>()
  for (const { format } of sessions) if (format !== null) counts.set(format, (counts.get(format) ?? 0) + 1)
  return [...counts]
    .map(([format, count]) => ({ format, count }))
    .filter(({ count }) => count >= sessions.length * MIXED_SHARE)
    .sort((a, b) => b.count - a.count)
}

/** Changes can be polled for, but not followed. */
export const standalone: Rule = {
  id: 'standalone',
  judge({ server }) {
    if (server.topology !== 'standalone') return null
    return {
      severity: 'advice',
      title: 'The server is a standalone: changes are polled for, not told',
      explains:
        'Change streams need a replica set; one with a single member will do. Without it Sextant, and whatever else would follow this store, asks again and again.',
      evidence: `MongoDB ${server.version} says that it belongs to no replica set.`,
      mend: {
        kind: 'mongosh',
        code: 'rs.initiate()',
        does: 'Makes it a replica set of one, after a restart with --replSet rs0. The data stays; apps go on as before.'
      },
      filter: null
    }
  }
}

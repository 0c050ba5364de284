import { formatBytes, formatCount } from '../../../shared/words/numbers'
import type { HealthFacts, SecretPlace } from '../facts'
import type { Rule } from '../rule'
import { LARGE_BYTES } from '../session-facts'
import { readText, sessionsText, shareOf } from '../words'

/** Every request reads the whole of it, and most write it back. */
export const payloadLarge: Rule = {
  id: 'payload-large',
  judge(facts) {
    const large = shareOf(facts.sessions, session => session.bytes > LARGE_BYTES)
    if (large.count === 0) return null
    const biggest = facts.sessions.reduce((most, session) => (session.bytes > most.bytes ? session : most))
    const part = biggest.largest
    return {
      severity: 'warning',
      title: `${sessionsText(facts, large.count)} ${large.count === 1 ? 'is' : 'are'} larger than 16 KB`,
      explains:
        'Every request of that visitor reads the whole session and most write it back: pages get slow, and the database busy.',
      evidence: `${readText(facts, large)}; the biggest ${formatBytes(biggest.bytes)}${part === null ? '' : `, of which ${formatBytes(part.bytes)} in “${part.path}”`}.`,
      mend: null,
      filter: null
    }
  }
}

const kinds = ['password', 'password hash', 'key'] as const
const words: Readonly<Record<SecretPlace['kind'], readonly [one: string, many: string]>> = {
  password: ['a password', 'passwords'],
  'password hash': ['a password hash', 'password hashes'],
  key: ['a secret key', 'secret keys']
}

/** Whoever reads the store reads these; no request needs them. */
export const payloadSecrets: Rule = {
  id: 'payload-secrets',
  judge(facts) {
    const having = shareOf(facts.sessions, session => session.secrets.length > 0)
    if (having.count === 0) return null
    const places = placesOf(facts)
    const found = kinds.filter(kind => places.some(place => place.kind === kind))
    const what = found.map(kind => words[kind][having.count === 1 ? 0 : 1]).join(' and ')
    const isPassword = found.some(kind => kind !== 'key')
    return {
      severity: isPassword ? 'critical' : 'warning',
      title: `${sessionsText(facts, having.count)} hold ${what}`,
      explains:
        'Sessions are read by every app server, copied into backups and shown to support. Whoever sees one of them has the secret too, and no request needs it.',
      evidence: `${readText(facts, having)}, in ${places
        .slice(0, MOST_PLACES)
        .map(place => `“${place.path}” (${place.kind}, ${formatCount(place.count)})`)
        .join(', ')}. No value is shown or kept.`,
      mend: {
        kind: 'app',
        code: 'req.session.user = { id: user.id, email: user.email } // never the whole record',
        does: 'A change in the app. Sessions of before keep what they hold until they are written anew or end: sign them out, and have these passwords changed.'
      },
      filter: filterOf(places)
    }
  }
}

interface Place extends SecretPlace {
  readonly count: number
}

const MOST_PLACES = 5

function placesOf({ sessions }: HealthFacts): readonly Place[] {
  const places = new Map<string, Place>()
  for (const { secrets } of sessions)
    for (const secret of secrets) {
      const place = `${secret.kind} ${secret.path}`
      places.set(place, { ...secret, count: (places.get(place)?.count ?? 0) + 1 })
    }
  return [...places.values()].sort((a, b) => b.count - a.count)
}

/** How a hash begins is known beforehand, and says nothing; a plain path can be asked for it. */
function filterOf(places: readonly Place[]): string | null {
  const parts = places
    .slice(0, MOST_PLACES)
    .flatMap(({ path, mark }) => (mark !== null && /^\w+(\.\w+)*$/.test(path) ? [`.${path}:"${mark}"`] : []))
  return parts.length === 0 ? null : parts.join(' or ')
}

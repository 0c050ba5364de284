import { countOf, formatCount } from '../../../shared/words/numbers'
import { type HealthFacts, TWO_PASSES_MS } from '../facts'
import { createTtlText, dropIndexText, setTtlSecondsText } from '../mongosh'
import type { Rule } from '../rule'
import { needsTtl, ownTtlOf, type TtlPlan, ttlIndexesOf, ttlPlanOf } from '../ttl-plan'
import { spanOf } from '../words'

const DAY_SECONDS = 86_400

/** Seconds for a TTL index on this field: none after an expiry, the lifetime in use after a date of writing. */
function secondsFor({ sessions }: HealthFacts, plan: TtlPlan): number {
  if (!plan.isWrittenDate) return plan.seconds ?? 0
  const lifetimes = sessions.flatMap(({ cookieLifetimeMs: ms }) => (ms === null ? [] : [ms]))
  return lifetimes.length === 0 ? DAY_SECONDS : Math.ceil(Math.max(...lifetimes) / 1000)
}

const indexNames = ({ indexes }: HealthFacts) =>
  indexes.length === 0 ? 'none' : indexes.map(index => index.name).join(', ')

function overdueText({ overdue }: HealthFacts): string {
  if (overdue === null) return ''
  return overdue.documents === 0
    ? 'No expired session is stored yet. '
    : `${countOf(overdue.documents, 'expired session')} still stored. `
}

function firstPassText({ overdue }: HealthFacts): string {
  if (overdue === null || overdue.documents === 0)
    return 'From then on the server deletes what expires, within a minute.'
  return `The first pass will delete ${countOf(overdue.documents, 'document')}. On a busy server, run it at a quiet hour.`
}

/** Nothing deletes by any date. */
export const ttlMissing: Rule = {
  id: 'ttl-missing',
  judge(facts) {
    const plan = ttlPlanOf(facts)
    if (facts.isView) return { notJudged: 'a view has no indexes of its own' }
    if (plan === null) return { notJudged: 'this store keeps no date that an index could delete by' }
    if (ttlIndexesOf(facts).length > 0) return null
    const isHarm = needsTtl(facts.format) && (facts.overdue?.documents ?? 0) > 0
    return {
      severity: isHarm ? 'critical' : 'warning',
      title: 'No TTL index: nothing deletes expired sessions',
      explains: needsTtl(facts.format)
        ? 'MongoDB removes a session only if the collection has a TTL index on its date. This one has none, so it grows for ever.'
        : 'This library leaves deleting to the app, or deletes a session only when somebody comes with it. A TTL index does so by itself.',
      evidence: `${overdueText(facts)}Indexes found: ${indexNames(facts)}.`,
      mend: {
        kind: 'mongosh',
        code: createTtlText(facts.ns, plan.path, secondsFor(facts, plan)),
        does: firstPassText(facts)
      },
      filter: 'state:expired'
    }
  }
}

/** The index deletes by another date than the expiry. */
export const ttlOtherField: Rule = {
  id: 'ttl-other-field',
  judge(facts) {
    const plan = ttlPlanOf(facts)
    const [other] = ttlIndexesOf(facts)
    if (plan === null || other === undefined || ownTtlOf(facts) !== null) return null
    const field = other.fields[0] ?? ''
    const seconds = other.expireAfterSeconds ?? 0
    return {
      severity: 'critical',
      title: `The TTL index is on “${field}”, and sessions expire by “${plan.path}”`,
      explains:
        'The server deletes by the date that is indexed and by no other: sessions go too early, or stay long after they have expired.',
      evidence:
        `Index ${other.name} deletes ${spanOf(seconds)} after “${field}”. ${overdueText(facts)}`.trim(),
      mend: {
        kind: 'mongosh',
        code: `${createTtlText(facts.ns, plan.path, secondsFor(facts, plan))}\n${dropIndexText(facts.ns, other.name)}`,
        does: firstPassText(facts)
      },
      filter: null
    }
  }
}

/** Two indexes delete, and the earlier one wins. */
export const ttlTwo: Rule = {
  id: 'ttl-two',
  judge(facts) {
    const own = ownTtlOf(facts)
    const others = ttlIndexesOf(facts).filter(index => index.name !== own?.name)
    if (own === null || others.length === 0) return null
    const told = others.map(
      index => `${index.name} (${spanOf(index.expireAfterSeconds ?? 0)} after “${index.fields[0]}”)`
    )
    return {
      severity: 'warning',
      title: `${others.length === 1 ? 'A second TTL index deletes' : `${formatCount(others.length)} more TTL indexes delete`} sessions too`,
      explains:
        'Each index deletes on its own, so a session goes at the earliest of their dates: people are signed out before their time.',
      evidence: `Beside ${own.name}: ${told.join(', ')}.`,
      mend: {
        kind: 'mongosh',
        code: others.map(index => dropIndexText(facts.ns, index.name)).join('\n'),
        does: 'Sessions live on until their own expiry. Nothing is deleted by it.'
      },
      filter: null
    }
  }
}

/** Seconds that the field was not made for. */
export const ttlSeconds: Rule = {
  id: 'ttl-seconds',
  judge(facts) {
    const plan = ttlPlanOf(facts)
    const own = ownTtlOf(facts)
    if (plan === null || own === null) return null
    const seconds = own.expireAfterSeconds ?? 0
    return plan.isWrittenDate ? tooShort(facts, own.name, seconds) : tooLong(facts, own.name, seconds)
  }
}

function tooLong(facts: HealthFacts, index: string, seconds: number): ReturnType<Rule['judge']> {
  if (seconds === 0) return null
  return {
    severity: 'warning',
    title: `Sessions stay stored for ${spanOf(seconds)} after they have expired`,
    explains:
      'The field is already the expiry: the index should add nothing to it. Until it deletes them, expired sessions are only as dead as the library that reads them makes them.',
    evidence: `Index ${index} adds ${formatCount(seconds)} s to “${facts.layout.expiryPath}”.`,
    mend: {
      kind: 'mongosh',
      code: setTtlSecondsText(facts.ns, index, 0),
      does: 'The next pass deletes what has expired; no session ends before its expiry.'
    },
    filter: null
  }
}

function tooShort(facts: HealthFacts, index: string, seconds: number): ReturnType<Rule['judge']> {
  const longest = Math.max(0, ...facts.sessions.map(session => session.cookieLifetimeMs ?? 0))
  if (longest <= seconds * 1000) return null
  return {
    severity: seconds === 0 ? 'critical' : 'warning',
    title: `Sessions are deleted ${spanOf(seconds)} after their last write, before their cookies end`,
    explains:
      'The field is the date of the last write, and the index says how long a session lives after it. People are signed out although their cookie is good.',
    evidence: `Index ${index}: ${formatCount(seconds)} s. The cookies live up to ${spanOf(longest / 1000)}.`,
    mend: {
      kind: 'mongosh',
      code: setTtlSecondsText(facts.ns, index, Math.ceil(longest / 1000)),
      does: 'Sessions live as long as their cookies. Nothing is deleted by it.'
    },
    filter: null
  }
}

/** The index is right, and the server does not keep up. */
export const ttlBehind: Rule = {
  id: 'ttl-behind',
  judge(facts) {
    const own = ownTtlOf(facts)
    if (own === null) return null
    if (facts.overdue === null) return { notJudged: 'expired sessions could not be counted' }
    const { documents, recent } = facts.overdue
    if (documents === 0) return null
    if (facts.withoutTtlAt !== null && facts.now - facts.withoutTtlAt < TWO_PASSES_MS)
      return { notJudged: 'its TTL index is not two minutes old, and may not have been gone through yet' }
    return {
      severity: 'warning',
      title: `The server is behind with deleting: ${countOf(documents, 'session')} expired over two minutes ago`,
      explains:
        'MongoDB deletes expired documents once a minute. These have outlived two passes: its TTL monitor is switched off, or has more to delete than it can.',
      evidence: `Index ${own.name} is right. ${countOf(documents, 'expired session')} still stored; ${formatCount(Math.round(recent / 10))} a minute were added in the last ten minutes.`,
      mend: {
        kind: 'mongosh',
        code: 'db.adminCommand({ setParameter: 1, ttlMonitorEnabled: true })',
        does: 'Switches deleting on where it was off, at the next pass. Where it is on, look at the load on the primary.'
      },
      filter: 'state:expired'
    }
  }
}

import type { EpochMs } from '../../shared/domain/session'
import type { TotalsCount, UsersCount } from '../../shared/domain/view'
import { countOf, formatCount } from '../../shared/words/numbers'
import { formatAge } from './ago'

/** How old and how rough the totals of a large store are, in a few words. */
export function countNoteText({ at, sampled, trouble }: TotalsCount, now: EpochMs): string {
  if (at === null) return trouble === null ? 'The database is counting' : 'Could not be counted'
  const age = `counted ${ageText(now - at)}`
  if (trouble !== null) return `The last count failed · ${age}`
  return sampled === null ? age : `estimated from ${countOf(sampled, 'session')} · ${age}`
}

/** The same in whole sentences. */
export function countNoteDetail({ sampled, hasUsers, trouble }: TotalsCount): readonly string[] {
  return [
    ...(trouble === null ? [] : [trouble]),
    sampled === null
      ? 'Counted by the database. What the change stream has told since is added; users and those that expire soon are as of the count.'
      : 'Documents and expired sessions are counted. The payloads are text, which the database cannot look into: signed in and guests are scaled up from a random sample.',
    ...(hasUsers ? [] : ['Users cannot be told apart there.'])
  ]
}

/** What the Users tab says where the database counts: of how many only the first are listed, and as of when. */
export function usersNoteText({ at, listed }: UsersCount, all: number | null, now: EpochMs): string | null {
  if (at === null) return null
  const age = `counted ${ageText(now - at)}`
  return all !== null && all > listed
    ? `the first ${formatCount(listed)} of ${countOf(all, 'user')}; the filter finds the others · ${age}`
    : age
}

const ageText = (ms: number) => (ms < 2000 ? 'just now' : `${formatAge(ms)} ago`)

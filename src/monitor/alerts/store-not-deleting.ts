import { countOf, formatCount } from '../../shared/words/numbers'
import type { OverdueFacts } from '../health/facts'
import type { Rule } from './rule'

/** Knows how many sessions should have been deleted. */
export interface StoreNotDeleting extends Rule {
  /** As the health of the store counts them; null: they could not be counted, and nothing is known. */
  see(overdue: OverdueFacts | null): void
}

/** More than so many sessions have outlived two passes of the server's TTL monitor. */
export function createStoreNotDeleting(): StoreNotDeleting {
  let known: OverdueFacts | null = null

  return {
    see(overdue) {
      known = overdue
    },
    standing(_at, threshold) {
      if (known === null || known.documents <= threshold) return []
      const aMinute = Math.round(known.recent / 10)
      const rising = aMinute === 0 ? '' : `; ${formatCount(aMinute)} a minute are added`
      return [
        {
          user: null,
          title: `${countOf(known.documents, 'session')} expired over two minutes ago and are still stored${rising}`,
          place: { kind: 'sessions', filter: 'state:expired' }
        }
      ]
    }
  }
}

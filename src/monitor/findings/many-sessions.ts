import type { UserKey } from '../../shared/domain/session'
import type { Limit } from '../../shared/domain/watched'
import { countOf } from '../../shared/words/numbers'
import { putLast } from '../put-last'
import { type BusiestMeter, createBusiestMeter } from './busiest'
import { cameAt, isSameUser, type Rule, type Seen } from './rule'
import { spanText, withinText } from './span-text'

/** So many users are remembered, those who signed in last. */
const MOST_USERS = 5000

/** One user who signed in anew more often than people do. */
export function createManySessions(first: Limit): Rule {
  let limit = first
  const meters = new Map<UserKey, BusiestMeter>()

  function meterOf(user: UserKey): BusiestMeter {
    const meter = meters.get(user) ?? createBusiestMeter(limit.minutes)
    putLast(meters, user, meter, MOST_USERS)
    return meter
  }

  const tooMany = () =>
    [...meters]
      .flatMap(([user, { busiest }]) =>
        busiest && busiest.count >= limit.count ? [{ user, ...busiest }] : []
      )
      .sort((a, b) => b.count - a.count)

  return {
    name: 'many-sessions-of-one-user',
    take(seen) {
      const { user } = seen.after
      const beganAt = signedInAt(seen)
      if (user === null || beganAt === null) return false
      const meter = meterOf(user)
      return meter.add(beganAt) && (meter.busiest?.count ?? 0) >= limit.count
    },
    finding() {
      const [most, ...others] = tooMany()
      if (most === undefined) return null
      const many = countOf(most.count, 'time', 'times')
      return {
        rule: 'many-sessions-of-one-user',
        severity: 'warning',
        title:
          others.length === 0
            ? `One user signed in ${many} ${withinText(limit.minutes)}`
            : `${others.length + 1} users signed in ${limit.count} times or more ${withinText(limit.minutes)}, one of them ${many}`,
        explains:
          'A program that signs in for each request instead of keeping its cookie does this, an account that many people share, and somebody who has the password. The sessions pile up until they expire.',
        evidence: `${spanText(most.from, most.to)}; the limit is ${limit.count} ${withinText(limit.minutes)}`,
        mend: null,
        filter: `user=${quoted(most.user)}`,
        seenAt: most.to
      }
    },
    limitBy(next) {
      limit = next
      for (const meter of meters.values()) meter.windowOf(next.minutes)
    }
  }
}

/** When somebody signed in with this; null: not with this, or nobody saw when. */
function signedInAt({ before, after, at }: Seen): number | null {
  if (after.state !== 'signed-in') return null
  if (before === null) return cameAt(after, at)
  return isSameUser(before.user, after.user) ? null : at
}

const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`

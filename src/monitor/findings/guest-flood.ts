import type { Finding, Mend } from '../../shared/domain/finding'
import type { EpochMs } from '../../shared/domain/session'
import type { Limit } from '../../shared/domain/watched'
import { countOf } from '../../shared/words/numbers'
import { lastedText } from '../../shared/words/spans'
import { digestPayload } from '../formats/digest'
import { createBusiestMeter } from './busiest'
import { createClockwork } from './clockwork'
import { cameAt, type Rule } from './rule'
import { spanText, withinText } from './span-text'

/** What a session holds into which nobody has put anything. */
const EMPTY = digestPayload({})
/** From this part on the empty ones are what it is about. */
const MOSTLY = 0.8

/** A distance at which guests come, and when they were seen to. */
interface Steady {
  readonly gapMs: number
  readonly firstAt: EpochMs
  readonly lastAt: EpochMs
  readonly isEmpty: boolean
}

const uninitialised: Mend = {
  kind: 'app',
  code: `app.use(session({
  // …
  saveUninitialized: false, // a visitor is stored once there is something to remember
  resave: false
}))`,
  does: 'Visitors into whose session the app puts nothing are not stored, bots among them.'
}

const healthFirst: Mend = {
  kind: 'app',
  code: `// Answered before there are sessions:
app.get('/health', (req, res) => res.send('ok'))
app.use(session({ /* … */ saveUninitialized: false }))`,
  does: 'What looks whether the app is alive gets its answer without a session.'
}

const shortGuests: Mend = {
  kind: 'app',
  code: `// Guests are forgotten sooner than people who signed in:
app.use((req, res, next) => {
  if (!req.session.user) req.session.cookie.maxAge = 10 * 60 * 1000
  next()
})`,
  does: 'A guest’s session that nobody comes back to is gone after ten minutes.'
}

/** More new guests than people make, or guests that come like clockwork. */
export function createGuestFlood(first: Limit): Rule {
  let limit = first
  const all = createBusiestMeter(first.minutes)
  const empty = createBusiestMeter(first.minutes)
  const clockwork = createClockwork()
  let steady: Steady | null = null

  /** Whether it is news that guests come so. */
  function takeSteady(gapMs: number | null, at: EpochMs, isEmpty: boolean): boolean {
    if (gapMs === null) return false
    const firstAt = steady?.firstAt ?? at
    steady = { gapMs, firstAt, lastAt: at, isEmpty }
    return true
  }

  function floodFinding(): Finding | null {
    const { busiest } = all
    if (busiest === null || busiest.count < limit.count) return null
    const emptyCount = Math.min(empty.busiest?.count ?? 0, busiest.count)
    const isEmpty = emptyCount >= MOSTLY * busiest.count
    return {
      rule: 'guest-flood',
      severity: 'warning',
      title: `${countOf(busiest.count, 'new guest', 'new guests')} ${withinText(limit.minutes)}`,
      explains: isEmpty
        ? 'Most of them hold nothing at all. Likely cause: saveUninitialized: true, which stores every visitor, bots that keep no cookie at each request.'
        : 'Likely bots: they keep no cookie, so each of their requests is a new guest. The store grows by them until they expire.',
      evidence: `${spanText(busiest.from, busiest.to)}, ${rateText(busiest.count, limit.minutes)}; the limit is ${limit.count} ${withinText(limit.minutes)}`,
      mend: isEmpty ? uninitialised : shortGuests,
      filter: 'state:guest',
      seenAt: busiest.to
    }
  }

  function steadyFinding(): Finding | null {
    if (steady === null) return null
    const { gapMs, firstAt, lastAt, isEmpty } = steady
    const perDay = Math.round(86_400_000 / gapMs)
    return {
      rule: 'guest-flood',
      severity: 'advice',
      title: `A new guest every ${lastedText(Math.round(gapMs / 1000) * 1000)}, like clockwork`,
      explains: `Likely cause: a health check that asks for a page with a session${isEmpty ? ' while saveUninitialized is true' : ''}. It makes ${countOf(perDay, 'guest', 'guests')} a day whom nobody ever was.`,
      evidence: `${spanText(firstAt, lastAt)}; the last 13 came ${lastedText(gapMs)} apart, to a tenth`,
      mend: healthFirst,
      filter: 'state:guest',
      seenAt: lastAt
    }
  }

  return {
    name: 'guest-flood',
    take({ before, after, at }) {
      const beganAt = before === null && after.state === 'guest' ? cameAt(after, at) : null
      if (beganAt === null) return false
      const isEmpty = after.payloadDigest === EMPTY
      if (isEmpty) empty.add(beganAt)
      const isNewMost = all.add(beganAt) && (all.busiest?.count ?? 0) >= limit.count
      const isSteady = takeSteady(clockwork.add(after.payloadDigest, beganAt), at, isEmpty)
      return isNewMost || isSteady
    },
    finding: () => floodFinding() ?? steadyFinding(),
    limitBy(next) {
      limit = next
      all.windowOf(next.minutes)
      empty.windowOf(next.minutes)
    }
  }
}

function rateText(count: number, minutes: number): string {
  return `${Math.round(count / minutes).toLocaleString('en-US')} a minute`
}

import type { ActivityFacet, ActivityFold, ActivityLine } from '../../shared/domain/activity'
import { type ActivityEvent, isEnding } from '../../shared/domain/event'

/** Touches are folded from so many on, one after the other. */
const LEAST_TOUCHES = 3
/** What a TTL pass or a mass delete removes comes within this, whatever happens in between. */
const PASS_MS = 5000

/** Whether an event is in a facet. */
export function isInFacet({ event, isNowGuest }: ActivityEvent, facet: ActivityFacet): boolean {
  if (facet === 'all') return true
  if (facet === 'ended') return isEnding(event) && !isNowGuest
  return event === facet
}

/** What concerns nobody by name: guests who arrive, and their touches. */
export function isNoise({ event, state }: ActivityEvent): boolean {
  return state === 'guest' && (event === 'arrived' || event === 'touched')
}

/** Events that may become one line; newest first. */
interface Group {
  readonly event: ActivityEvent['event']
  readonly events: ActivityEvent[]
}

/** Lines of the given events, which are oldest first; lines are newest first. `open` names folds that are unfolded. */
export function linesOf(events: readonly ActivityEvent[], open: ReadonlySet<string>): ActivityLine[] {
  const groups: Group[] = []
  const passes = new Map<ActivityEvent['event'], Group>()
  for (let i = events.length - 1; i >= 0; i -= 1) {
    const event = events[i]
    if (event !== undefined) group(event, groups, passes)
  }
  return groups.flatMap(one => linesOfGroup(one, open))
}

function group(event: ActivityEvent, groups: Group[], passes: Map<ActivityEvent['event'], Group>): void {
  const kind = event.event
  if (kind === 'removed' || kind === 'cleared') {
    const pass = passes.get(kind)
    const newest = pass?.events[0]
    if (pass !== undefined && newest !== undefined && Math.abs(newest.at - event.at) <= PASS_MS) {
      pass.events.push(event)
      return
    }
  }
  const last = groups.at(-1)
  if (kind === 'touched' && last?.event === 'touched') {
    last.events.push(event)
    return
  }
  const begun = { event: kind, events: [event] }
  if (kind === 'removed' || kind === 'cleared') passes.set(kind, begun)
  groups.push(begun)
}

function linesOfGroup({ event, events }: Group, open: ReadonlySet<string>): ActivityLine[] {
  const least = event === 'touched' ? LEAST_TOUCHES : 2
  const isFoldable = event === 'touched' || event === 'removed' || event === 'cleared'
  if (!isFoldable || events.length < least) return events.map(one => lineOf(one, false))
  // By its oldest: newer ones join it at the other end.
  const id = `f${events.at(-1)?.id}`
  const isOpen = open.has(id)
  const head: ActivityLine = { kind: 'fold', id, fold: foldOf(event, events), isOpen }
  return isOpen ? [head, ...events.map(one => lineOf(one, true))] : [head]
}

const lineOf = (event: ActivityEvent, isInFold: boolean): ActivityLine => ({
  kind: 'event',
  id: `e${event.id}`,
  event,
  isInFold
})

function foldOf(event: ActivityFold['event'], events: readonly ActivityEvent[]): ActivityFold {
  const byKey = new Map(events.map(one => [one.key, one]))
  const sessions = [...byKey.values()]
  const lateMs = events.flatMap(({ at, expiresAt }) =>
    expiresAt === null ? [] : [Math.max(0, at - expiresAt)]
  )
  return {
    event,
    at: events[0]?.at ?? 0,
    events: events.length,
    sessions: sessions.length,
    signedIn: sessions.filter(one => one.state === 'signed-in').length,
    guests: sessions.filter(one => one.state === 'guest').length,
    afterExpiryMs: event === 'removed' && lateMs.length > 0 ? rangeOf(lateMs) : null
  }
}

/** Not by spreading: a mass delete may have more members than a call may have arguments. */
function rangeOf(values: readonly number[]): readonly [number, number] {
  return values.reduce<readonly [number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, 0]
  )
}

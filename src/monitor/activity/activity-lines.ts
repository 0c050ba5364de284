import type { ActivityFacet, ActivityFold, ActivityLine } from '../../shared/domain/activity'
import { type ActivityEvent, isEnding } from '../../shared/domain/event'

/** Touches are folded from so many on, one after the other. */
const LEAST_TOUCHES = 3
/** What a TTL pass or a mass delete removes comes within this, whatever happens in between. */
const PASS_MS = 5000

/** Whether an event is in a facet. */
export function isInFacet(event: ActivityEvent, facet: ActivityFacet): boolean {
  if (facet === 'all') return true
  return facet === 'ended' ? isEnd(event) : event.event === facet
}

/** A sign-out that leaves the document with a guest in it ends no session. */
export function isEnd({ event, isNowGuest }: ActivityEvent): boolean {
  return isEnding(event) && !isNowGuest
}

/** What concerns nobody by name: guests who come and look around. That they went is worth a line. */
export function isNoise({ event, state }: ActivityEvent): boolean {
  return state === 'guest' && (event === 'arrived' || event === 'touched' || event === 'changed')
}

/** Events that may become one line, newest first. */
interface Group {
  readonly event: ActivityFold['event']
  readonly events: ActivityEvent[]
}

/** All lines of some events, newest first, made only as far as they are asked for: of twenty thousand a screen shows forty. */
export interface Lines {
  readonly count: number
  slice(start: number, count: number): ActivityLine[]
  /** -1: no line has this id. */
  indexOf(id: string): number
}

/** Lines of the given events, which are oldest first. `open` names folds that are unfolded. */
export function linesOf(events: readonly ActivityEvent[], open: ReadonlySet<string>): Lines {
  const parts = partsOf(events)
  let count = parts.length
  for (const part of parts) if (isGroup(part)) count += heightOf(part, open) - 1

  return {
    count,
    slice(start, wanted) {
      const lines: ActivityLine[] = []
      let at = 0
      for (const part of parts) {
        if (at >= start + wanted) break
        const height = heightOf(part, open)
        if (at + height > start) {
          const own = linesOfPart(part, open)
          lines.push(...own.slice(Math.max(0, start - at), Math.max(0, start + wanted - at)))
        }
        at += height
      }
      return lines
    },
    indexOf(id) {
      const event = Number(id.slice(1))
      let at = 0
      for (const part of parts) {
        const isIn = isGroup(part) ? part.events.some(one => one.id === event) : part.id === event
        const inside = isIn ? linesOfPart(part, open).findIndex(line => line.id === id) : -1
        if (inside >= 0) return at + inside
        at += heightOf(part, open)
      }
      return -1
    }
  }
}

type Part = ActivityEvent | Group
const isGroup = (part: Part): part is Group => 'events' in part

function partsOf(events: readonly ActivityEvent[]): Part[] {
  const parts: Part[] = []
  const passes = new Map<Group['event'], Group>()
  for (let i = events.length - 1; i >= 0; i -= 1) {
    const event = events[i]
    if (event === undefined) continue
    const kind = event.event
    if (kind !== 'touched' && kind !== 'removed' && kind !== 'cleared') {
      parts.push(event)
      continue
    }
    const last = parts.at(-1)
    const group = kind === 'touched' ? last : passes.get(kind)
    if (group !== undefined && isGroup(group) && belongsTo(group, event)) {
      group.events.push(event)
      continue
    }
    const begun: Group = { event: kind, events: [event] }
    if (kind !== 'touched') passes.set(kind, begun)
    parts.push(begun)
  }
  return parts
}

function belongsTo({ event: kind, events }: Group, event: ActivityEvent): boolean {
  if (kind !== event.event) return false
  return kind === 'touched' || Math.abs((events[0]?.at ?? 0) - event.at) <= PASS_MS
}

const isFolded = ({ event, events }: Group) => events.length >= (event === 'touched' ? LEAST_TOUCHES : 2)
/** By its oldest: newer ones join it at the other end. */
const idOf = ({ events }: Group) => `f${events.at(-1)?.id}`

function heightOf(part: Part, open: ReadonlySet<string>): number {
  if (!isGroup(part)) return 1
  if (!isFolded(part)) return part.events.length
  return open.has(idOf(part)) ? part.events.length + 1 : 1
}

function linesOfPart(part: Part, open: ReadonlySet<string>): ActivityLine[] {
  if (!isGroup(part)) return [lineOf(part, false)]
  const { event, events } = part
  if (!isFolded(part)) return events.map(one => lineOf(one, false))
  const id = idOf(part)
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

import {
  type ActivityEvent,
  isEnding,
  MAX_ENDINGS,
  MAX_EVENTS,
  type PathChange
} from '../../shared/domain/event'
import type { EpochMs } from '../../shared/domain/session'

/** A line has room for so many; a session's own history keeps more. */
const MOST_CHANGES = 6
const MOST_TEXT = 80
/** The oldest are cut off so many at a time: moving a long list for each one would be felt. */
const CUT = 1000

/** The last events of the open store, oldest first. */
export interface EventLog {
  /** Changes with every event. */
  readonly version: number
  add(events: readonly ActivityEvent[]): void
  /**
   * About `MAX_EVENTS`, and before them endings, at most `MAX_ENDINGS`: a busy shop's touches must not push out how
   * sessions ended. The list itself, not to be kept.
   */
  events(): readonly ActivityEvent[]
  /** A log of its own with the same events up to `at`: a held picture. */
  copy(at: EpochMs): EventLog
}

/** A log that begins with `initial`. */
export function createEventLog(initial: readonly ActivityEvent[] = []): EventLog {
  const list = [...initial]
  let endings: ActivityEvent[] = []
  let joined: readonly ActivityEvent[] | null = null
  let version = 0

  function correct(event: ActivityEvent): void {
    for (const kept of [list, endings]) {
      const at = placeOf(kept, event.id)
      if (kept[at]?.id === event.id) kept[at] = event
    }
  }

  function letGo(): void {
    if (list.length <= MAX_EVENTS + CUT) return
    const old = list.splice(0, list.length - MAX_EVENTS)
    endings = [...endings, ...old.filter(({ event }) => isEnding(event))].slice(-MAX_ENDINGS)
  }

  letGo()
  return {
    get version() {
      return version
    },
    add(events) {
      for (const event of events) {
        if (event.isCorrection) correct(slim(event))
        else list.push(slim(event))
      }
      letGo()
      joined = null
      version += 1
    },
    events() {
      if (endings.length === 0) return list
      joined ??= [...endings, ...list]
      return joined
    },
    copy: at => createEventLog([...endings, ...list].filter(event => event.at <= at))
  }
}

/** Where in a list by id the event with this one is, if it is there. */
function placeOf(events: readonly ActivityEvent[], id: number): number {
  let [from, to] = [0, events.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((events[middle]?.id ?? 0) < id) from = middle + 1
    else to = middle
  }
  return from
}

/** Twenty thousand writes of fifty long texts each would be half a gigabyte. */
function slim(event: ActivityEvent): ActivityEvent {
  const { changes } = event
  if (changes === null || changes.length === 0) return event
  const isSlim = changes.length <= MOST_CHANGES && changes.every(isSlimChange)
  if (isSlim) return event
  return {
    ...event,
    changes: changes.slice(0, MOST_CHANGES).map(change => ({
      ...change,
      path: cut(change.path),
      before: change.before === null ? null : cut(change.before),
      after: change.after === null ? null : cut(change.after)
    })),
    moreChanges: event.moreChanges + Math.max(0, changes.length - MOST_CHANGES)
  }
}

const isSlimChange = ({ path, before, after }: PathChange) =>
  path.length <= MOST_TEXT && (before?.length ?? 0) <= MOST_TEXT && (after?.length ?? 0) <= MOST_TEXT

const cut = (text: string) => (text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text)

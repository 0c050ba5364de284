import { type ActivityEvent, MAX_EVENTS, type PathChange } from '../../shared/domain/event'

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
  /** At most `MAX_EVENTS`; the list itself, not to be kept. */
  events(): readonly ActivityEvent[]
  /** A log of its own with the same events: a held picture. */
  copy(): EventLog
}

/** A log that begins with `initial`. */
export function createEventLog(initial: readonly ActivityEvent[] = []): EventLog {
  const list = [...initial]
  let version = 0

  /** Ids grow by one, so that the place of each is known. */
  function correct(event: ActivityEvent): void {
    const at = event.id - (list[0]?.id ?? 0)
    if (list[at]?.id === event.id) list[at] = event
  }

  return {
    get version() {
      return version
    },
    add(events) {
      for (const event of events) {
        if (event.isCorrection) correct(slim(event))
        else list.push(slim(event))
      }
      if (list.length > MAX_EVENTS + CUT) list.splice(0, list.length - MAX_EVENTS)
      version += 1
    },
    events: () => (list.length > MAX_EVENTS ? list.slice(-MAX_EVENTS) : list),
    copy: () => createEventLog(list)
  }
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

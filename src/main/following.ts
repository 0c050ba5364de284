import type { LiveStore } from '../monitor/live-store'
import type { ActivityAsk, ActivityWindow } from '../shared/domain/activity'
import type { OverviewAsk, OverviewWindow } from '../shared/domain/overview'
import type { SessionWindow, UsersAsk, UserWindow, ViewAsk } from '../shared/domain/view'

/** What the window follows in whatever store is open: the same in the next one, until it asks otherwise. */
export interface Following {
  sessions(ask: ViewAsk): Promise<SessionWindow>
  users(ask: UsersAsk): Promise<UserWindow>
  activity(ask: ActivityAsk): ActivityWindow
  overview(ask: OverviewAsk): OverviewWindow
  /** A store that has just been opened is asked what the one before it was. */
  takeUp(): void
  /** Where nobody looks, everything is watched on, but the rows of the window are not made. */
  setShown(isShown: boolean): void
}

/** What it needs of the workspace. */
export interface FollowingParts {
  /** The open store; throws a `FaultError` when none is. */
  readonly opened: () => LiveStore
  /** The open store, or null. */
  readonly store: () => LiveStore | null
  /** Tells the window that is looked at again how it is now. */
  readonly tell: (window: SessionWindow) => void
}

/** Of a window that nobody looks at one row is made: its order is kept for when somebody does. */
const resting = (ask: ViewAsk): ViewAsk => ({ ...ask, start: 0, count: 1, anchor: null, holdOrder: false })

/** Told by the windows that follow, so that an answer need not be waited for. */
const unawaited = (answer: Promise<unknown>): void => void answer.catch(() => {})

/** Follows nothing yet, and is looked at. */
export function createFollowing({ opened, store, tell }: FollowingParts): Following {
  let sessions: ViewAsk | null = null
  let users: UsersAsk | null = null
  let activity: ActivityAsk | null = null
  let overview: OverviewAsk | null = null
  let isLookedAt = true

  /** A question of a window that has just been left may still come in: it is answered, and no more. */
  function askSessions(ask: ViewAsk): Promise<SessionWindow> {
    sessions = ask
    const { monitor } = opened()
    const answer = monitor.askSessions(ask)
    if (!isLookedAt) unawaited(monitor.askSessions(resting(ask)))
    return answer
  }

  return {
    sessions: askSessions,
    users(ask) {
      users = ask
      return opened().monitor.askUsers(ask)
    },
    activity(ask) {
      activity = ask
      return opened().monitor.askActivity(ask)
    },
    overview(ask) {
      overview = ask
      return opened().overview.ask(ask)
    },
    takeUp() {
      const { monitor, overview: told } = opened()
      if (activity !== null) monitor.askActivity(activity)
      if (overview !== null) told.ask(overview)
      if (sessions !== null) unawaited(askSessions(sessions))
      if (users !== null) unawaited(monitor.askUsers(users))
    },
    setShown(isShown) {
      isLookedAt = isShown
      if (store() === null || sessions === null) return
      if (isShown) unawaited(askSessions(sessions).then(tell))
      else unawaited(opened().monitor.askSessions(resting(sessions)))
    }
  }
}

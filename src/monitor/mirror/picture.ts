import type { EndingKind } from '../../shared/domain/event'
import type { EpochMs, Session, SessionKey } from '../../shared/domain/session'
import type { SessionWindow, UsersAsk, UserWindow, ViewAsk } from '../../shared/domain/view'
import { parseFilter } from '../../shared/filter/parse'
import { everything, type FilterTree } from '../../shared/filter/tree'
import { type FilterSource, type IdStartsWith, noAnswers, type PayloadAnswers } from './filter'
import type { Mirror, Transition } from './mirror'
import { type Mark, markOf } from './row-item'
import { createSessionView, type SessionView, type ViewSource } from './session-view'
import { createUserView, type UserView } from './user-view'
import type { SortValues } from './value-order'

/** A mirror with the views that look at it: what the window shows, live or held. */
export interface Picture {
  readonly mirror: Mirror
  /**
   * Carries transitions that the mirror has made already into marks and views. Without `at` they are how things are
   * found, not something that happens: nothing flashes and nothing lingers.
   */
  show(transitions: readonly Transition[], how: (t: Transition) => EndingKind, at: EpochMs | null): void
  /** Moves everything to `now`; returns the sessions whose expiry was crossed. */
  advance(now: EpochMs): readonly Session[]
  /** Lets lingering rows go; the next instant at which the picture changes by itself, or null. */
  settle(now: EpochMs): EpochMs | null
  /** Begins to make the rows of an ask; those of before are shown until `step` has done it. False: it is done. */
  prepare(ask: ViewAsk): boolean
  /** Some milliseconds of making; true when nothing is left to make. */
  step(): boolean
  readonly isMaking: boolean
  /** Whether the rows of an ask are there, so that `sessions` costs nothing. */
  isReady(ask: ViewAsk): boolean
  sessions(ask: ViewAsk): Omit<SessionWindow, 'version'>
  users(ask: UsersAsk): Omit<UserWindow, 'version'>
  indexOf(key: SessionKey): number | null
  /** What is known of these sessions' payloads is another now; null: of all. */
  recheck(keys: Iterable<SessionKey> | null): void
  /** What these sessions are sorted by is another now. */
  revalue(keys: Iterable<SessionKey>): void
}

/** So many rows going at once are nothing that anybody follows: they go without being struck first. */
const MANY = 2000

/** A picture of `mirror`. Views are made when first asked for: a terminal that wants totals pays for no order. */
export function createPicture(
  mirror: Mirror,
  idStartsWith: IdStartsWith,
  payloads: PayloadAnswers & SortValues = noAnswers,
  isNamed?: FilterSource['isNamed']
): Picture {
  const marks = new Map<SessionKey, Mark>()
  const source: ViewSource = {
    mirror,
    marks,
    values: payloads,
    filter: {
      idStartsWith,
      payloads,
      sessionsOf: user => mirror.sessionsOf(user).size,
      now: () => mirror.now,
      isNamed
    },
    treeOf
  }
  let sessionView: SessionView | null = null
  let userView: UserView | null = null

  function viewFor(ask: ViewAsk): SessionView {
    sessionView ??= createSessionView(source, ask)
    return sessionView
  }

  return {
    mirror,
    show(transitions, how, at) {
      if (mirror.size === 0 && transitions.length > MANY) {
        // An empty view is made sooner than fifty thousand rows are taken out of a full one.
        marks.clear()
        sessionView = null
        userView = null
        return
      }
      for (const transition of transitions) {
        if (transition.after === null) marks.delete(transition.key)
        else if (at !== null) marks.set(transition.key, markOf(transition, at))
        sessionView?.apply(transition, at === null ? null : { how: how(transition), at })
      }
      userView?.apply(transitions)
    },
    advance(now) {
      const crossed = mirror.advance(now)
      for (const session of crossed) sessionView?.cross(session)
      userView?.cross(crossed)
      return crossed
    },
    settle(now) {
      const due = [
        sessionView?.settle(now) ?? null,
        userView?.settle(now) ?? null,
        mirror.nextDueAt()
      ].filter(at => at !== null)
      return due.length === 0 ? null : Math.min(...due)
    },
    prepare: ask => viewFor(ask).prepare(ask),
    step: () => sessionView?.step() ?? true,
    get isMaking() {
      return sessionView !== null && sessionView.making !== null
    },
    isReady: ask => sessionView?.isReady(ask) ?? false,
    sessions: ask => viewFor(ask).window(ask),
    users(ask) {
      userView ??= createUserView(source, ask)
      return userView.window(ask)
    },
    indexOf: key => sessionView?.indexOf(key) ?? null,
    recheck(keys) {
      if (keys === null) sessionView?.recheckAll()
      else sessionView?.recheck(keys)
      userView?.recheck(keys)
    },
    revalue: keys => sessionView?.revalue(keys)
  }
}

/** What cannot be understood is refused before it is asked for. */
function treeOf(text: string): FilterTree {
  const parsed = parseFilter(text)
  return parsed.ok ? parsed.tree : everything
}

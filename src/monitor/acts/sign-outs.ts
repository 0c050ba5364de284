import type { ActivityEvent } from '../../shared/domain/event'
import type { RowsAsk } from '../../shared/domain/rows'
import type { EpochMs, SessionKey, UserKey } from '../../shared/domain/session'
import type {
  ActProgress,
  AuditLine,
  ExpiryDone,
  ExpiryMove,
  SignOutDone,
  SignOutPlan,
  SignOutStart,
  UndoDone
} from '../../shared/domain/sign-out'
import { FaultError, fault } from '../../shared/fault'
import type { RowRead } from '../rows'
import type { Timers } from '../timers'
import { type Moved, moveAll, moveBack } from './expiries'
import { createHold } from './hold'
import { chosenFrom, type Planned, planOf, usersOf } from './plans'
import { pacedProgress } from './pool'
import { bringBack, type Ended, endAll, type RunOptions, type Wanted } from './run'
import { createShelf, type Kept } from './shelf'
import type { ActTarget } from './target'

/** What sign-outs are made of. */
export interface SignOutParts {
  /** The open store; throws a `FaultError` where there is none, or nothing may be written to it. */
  readonly target: () => ActTarget
  /** This computer's clock: by it the list of what was done goes. */
  readonly now: () => EpochMs
  readonly timers: Timers
  readonly monotonicMs: () => number
  readonly progress: (progress: ActProgress) => void
  readonly audit: (line: Omit<AuditLine, 'by'>) => void
}

/** Ends sessions, moves their expiries, and undoes both. What was there is kept, in memory only, for as long as this lives. */
export interface SignOuts {
  /** Works out whom an act would concern. Rejects with a `FaultError`. */
  plan(ask: RowsAsk): Promise<SignOutPlan>
  /** Rejects with a `FaultError` only where nothing was done. */
  start(ask: SignOutStart): Promise<SignOutDone>
  /** The same for setting expiries. */
  moveExpiry(ask: ExpiryMove): Promise<ExpiryDone>
  /** Ends what is under way; what was done stays done. */
  cancel(): void
  undo(id: number): Promise<UndoDone>
  /** What happens in the open store: those held are ended again when they come back. */
  events(events: readonly ActivityEvent[]): void
  stop(): void
}

/** Ids named in the list of what was done. */
const MOST_NAMED = 1000

/** Nothing planned, nothing kept. */
export function createSignOuts(parts: SignOutParts): SignOuts {
  let lastId = 0
  let planned: Planned | null = null
  let running: AbortController | null = null
  const shelf = createShelf()
  const hold = createHold({ timers: parts.timers, endAgain })

  const nextId = () => {
    lastId += 1
    return lastId
  }

  function note(act: AuditLine['act'], { where }: ActTarget, sessions: readonly Wanted[]): void {
    if (sessions.length === 0) return
    const keys = sessions.slice(0, MOST_NAMED).map(one => one.key)
    const people = usersOf(sessions).length
    parts.audit({ at: parts.now(), where, act, sessions: sessions.length, people, keys })
  }

  /** Held for a while, and back again: the document that came back is of no worth to anybody. */
  async function endAgain(id: number, key: SessionKey): Promise<void> {
    const before = shelf.get(id)
    const was = before?.ended?.find(one => one.key === key)
    if (before === undefined || was === undefined) return
    const { ended } = await endAll(before.target, [was], { signal: null, progress: () => {} })
    note('ended-again', before.target, ended)
  }

  /** One act at a time, on what was planned last. */
  async function act<T>(
    ask: Pick<SignOutStart, 'plan' | 'spared' | 'typed'>,
    run: (
      target: ActTarget,
      chosen: readonly Wanted[],
      options: RunOptions & { signal: AbortSignal },
      /** Server time as of which it was planned. */
      at: EpochMs
    ) => Promise<T>
  ): Promise<T> {
    const target = parts.target()
    if (running !== null) throw new FaultError(fault('bad-request', 'Another sign-out is under way.'))
    const { chosen, at } = chosenFrom(planned, target, ask)
    planned = null
    running = new AbortController()
    try {
      const progress = pacedProgress(parts.monotonicMs, parts.progress, chosen.length)
      return await run(target, chosen, { signal: running.signal, progress }, at)
    } finally {
      running = null
    }
  }

  async function undoEnding(target: ActTarget, id: number, what: Kept & { ended: readonly Ended[] }) {
    hold.end(id)
    const { restored, cameBack, left, trouble } = await bringBack(target, what.ended)
    shelf.leave(id, left.length === 0 ? null : { ...what, ended: left })
    note('undone', target, restored)
    return {
      act: 'end' as const,
      restored: restored.length,
      cameBack,
      signedInAgain: signedInAgain(target, what.at, what.ended),
      fault: trouble
    }
  }

  async function undoMoving(target: ActTarget, id: number, what: Kept & { moved: readonly Moved[] }) {
    const { restored, changed, left, trouble } = await moveBack(target, what.moved)
    shelf.leave(id, left.length === 0 ? null : { ...what, moved: left })
    note('expiry-undone', target, restored)
    return {
      act: 'expiry' as const,
      restored: restored.length,
      cameBack: changed,
      signedInAgain: [],
      fault: trouble
    }
  }

  return {
    async plan(ask) {
      const target = parts.target()
      if (target.monitor.pauseState?.past)
        throw new FaultError(
          fault('bad-request', 'What is on screen is the past.', 'Go back to now to sign anybody out.')
        )
      const rows: RowRead[] = []
      const { at, batches } = target.monitor.rows(ask)
      for await (const batch of batches) rows.push(...batch)
      const made = planOf(nextId(), rows, target.monitor.totals().signedIn)
      planned = { id: made.id, target, rows, at, mustType: made.mustType }
      return made
    },
    start: ask =>
      act(ask, async (target, chosen, options, at) => {
        const { ended, gone, trouble } = await endAll(target, chosen, options)
        const id = ended.length === 0 ? null : nextId()
        if (id !== null) shelf.put(id, { target, at, ended, moved: null })
        if (id !== null && ask.isHeld) hold.begin(id, new Set(ended.map(one => one.key)))
        note('signed-out', target, ended)
        const users = usersOf(ended)
        const isOneUser = users.length === 1 && ended.every(one => one.user !== null)
        return {
          id,
          ended: ended.length,
          gone,
          people: users.length,
          user: isOneUser ? (users[0] ?? null) : null,
          isCancelled: options.signal.aborted,
          fault: trouble
        }
      }),
    moveExpiry: ask =>
      act(ask, async (target, chosen, options, at) => {
        if (target.whyNoExpiry !== null) throw new FaultError(fault('bad-request', target.whyNoExpiry))
        const { moved, gone, trouble } = await moveAll(target, chosen, ask.to, options)
        const id = moved.length === 0 ? null : nextId()
        if (id !== null) shelf.put(id, { target, at, ended: null, moved })
        note('expiry-set', target, moved)
        const isCancelled = options.signal.aborted
        return { id, moved: moved.length, gone, to: ask.to, isCancelled, fault: trouble }
      }),
    cancel: () => running?.abort(),
    async undo(id) {
      const target = parts.target()
      const what = shelf.get(id)
      if (what === undefined)
        throw new FaultError(
          fault('gone', 'This can no longer be undone: its documents are not kept any more.')
        )
      if (what.target.place !== target.place)
        throw new FaultError(fault('bad-request', `Open ${what.target.ns} again to undo this.`))
      const { ended, moved } = what
      return ended !== null
        ? undoEnding(target, id, { ...what, ended })
        : undoMoving(target, id, { ...what, moved: moved ?? [] })
    },
    events: hold.take,
    stop: hold.stop
  }
}

/** Users who have a session that is not among these and began after them. */
function signedInAgain({ monitor }: ActTarget, at: EpochMs, these: readonly Ended[]): readonly UserKey[] {
  const keys = new Set(these.map(one => one.key))
  return usersOf(these).filter(user =>
    monitor.sessionsOf(user)?.some(session => session.sinceAt >= at && !keys.has(session.key))
  )
}

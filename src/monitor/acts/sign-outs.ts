import type { ActivityEvent } from '../../shared/domain/event'
import type { RowsAsk } from '../../shared/domain/rows'
import type { EpochMs, SessionKey, UserKey } from '../../shared/domain/session'
import {
  type ActProgress,
  type AuditLine,
  MOST_LISTED,
  type SignOutDone,
  type SignOutPlan,
  type SignOutStart,
  TYPED_FROM,
  type UndoDone
} from '../../shared/domain/sign-out'
import { FaultError, fault } from '../../shared/fault'
import type { RowRead } from '../rows'
import type { Timers } from '../timers'
import { createHold } from './hold'
import { bringBack, type Ended, endAll } from './run'
import type { ActTarget } from './target'

/** What sign-outs are made of. */
export interface SignOutParts {
  /** The open store; throws a `FaultError` where there is none, or nothing may be written to it. */
  readonly target: () => ActTarget
  readonly now: () => EpochMs
  readonly timers: Timers
  readonly monotonicMs: () => number
  readonly progress: (progress: ActProgress) => void
  readonly audit: (line: Omit<AuditLine, 'by'>) => void
}

/** Ends sessions and brings them back. What was deleted is kept, in memory only, for as long as this lives. */
export interface SignOuts {
  /** Works out what ending these would mean. Rejects with a `FaultError`. */
  plan(ask: RowsAsk): Promise<SignOutPlan>
  /** Rejects with a `FaultError` only where nothing was done. */
  start(ask: SignOutStart): Promise<SignOutDone>
  /** Ends what is under way; what was ended stays ended. */
  cancel(): void
  undo(id: number): Promise<UndoDone>
  /** What happens in the open store: those held are ended again when they come back. */
  events(events: readonly ActivityEvent[]): void
  stop(): void
}

/** Documents kept for undoing may take so many bytes; the acts before the last are forgotten first. */
const MOST_KEPT_BYTES = 256_000_000
/** Ids named in the list of what was done. */
const MOST_NAMED = 1000

interface Planned {
  readonly id: number
  readonly target: ActTarget
  readonly rows: readonly RowRead[]
  readonly mustType: boolean
}

interface Kept {
  readonly target: ActTarget
  readonly at: EpochMs
  ended: readonly Ended[]
}

/** Nothing planned, nothing kept. */
export function createSignOuts(parts: SignOutParts): SignOuts {
  let lastId = 0
  let planned: Planned | null = null
  let running: AbortController | null = null
  const kept = new Map<number, Kept>()
  const hold = createHold({ timers: parts.timers, endAgain })

  const nextId = () => {
    lastId += 1
    return lastId
  }

  function note(act: AuditLine['act'], { where }: ActTarget, ended: readonly Ended[]): void {
    if (ended.length === 0) return
    const keys = ended.slice(0, MOST_NAMED).map(one => one.key)
    parts.audit({
      at: parts.now(),
      where,
      act,
      sessions: ended.length,
      people: usersOf(ended).length,
      keys
    })
  }

  function keep(id: number, what: Kept): void {
    kept.set(id, what)
    let bytes = 0
    for (const [one, { ended }] of [...kept].reverse()) {
      bytes += ended.reduce((sum, { raw }) => sum + raw.length, 0)
      if (bytes > MOST_KEPT_BYTES && one !== id) kept.delete(one)
    }
  }

  async function endAgain(id: number, key: SessionKey): Promise<void> {
    const before = kept.get(id)
    const was = before?.ended.find(one => one.key === key)
    if (before === undefined || was === undefined) return
    const { ended } = await endAll(before.target, [was], { signal: null, progress: () => {} })
    note('ended-again', before.target, ended)
  }

  return {
    async plan(ask) {
      const target = parts.target()
      if (target.monitor.pauseState?.past)
        throw new FaultError(
          fault('bad-request', 'What is on screen is the past.', 'Go back to now to sign anybody out.')
        )
      const rows: RowRead[] = []
      for await (const batch of target.monitor.rows(ask).batches) rows.push(...batch)
      const made = planOf(nextId(), rows, target.monitor.totals().signedIn)
      planned = { id: made.id, target, rows, mustType: made.mustType }
      return made
    },
    async start({ plan, spared, typed, isHeld }) {
      const target = parts.target()
      const asked = planned
      if (running !== null) throw new FaultError(fault('bad-request', 'Another sign-out is under way.'))
      if (asked?.id !== plan || asked.target.place !== target.place)
        throw new FaultError(
          fault('bad-request', 'This sign-out is out of date.', 'Close it and begin again.')
        )
      if (asked.mustType && typed !== asked.rows.length)
        throw new FaultError(
          fault('bad-request', 'The number does not match.', `Type ${asked.rows.length} to go on.`)
        )
      planned = null
      const chosen = asked.rows.filter(({ session }) => !spared.includes(session.key))
      const mine = new AbortController()
      running = mine
      const at = parts.now()
      try {
        const progress = paced(parts, chosen.length)
        const { ended, gone, trouble } = await endAll(target, chosen.map(wantedOf), {
          signal: mine.signal,
          progress
        })
        const id = ended.length === 0 ? null : nextId()
        if (id !== null) keep(id, { target, at, ended })
        if (id !== null && isHeld)
          hold.begin(
            id,
            ended.map(one => one.key)
          )
        note('signed-out', target, ended)
        const users = usersOf(ended)
        return {
          id,
          ended: ended.length,
          gone,
          people: users.length,
          user: users.length === 1 && ended.every(one => one.user !== null) ? (users[0] ?? null) : null,
          isCancelled: mine.signal.aborted,
          fault: trouble
        }
      } finally {
        running = null
      }
    },
    cancel: () => running?.abort(),
    async undo(id) {
      const target = parts.target()
      const what = kept.get(id)
      if (what === undefined)
        throw new FaultError(
          fault('gone', 'This can no longer be undone: its documents are not kept any more.')
        )
      if (what.target.place !== target.place)
        throw new FaultError(fault('bad-request', `Open ${what.target.ns} again to undo this.`))
      hold.end(id)
      const { restored, cameBack, left, trouble } = await bringBack(target, what.ended)
      if (left.length === 0) kept.delete(id)
      else what.ended = left
      note('undone', target, restored)
      return {
        restored: restored.length,
        cameBack,
        signedInAgain: signedInAgain(target, what, [...restored, ...what.ended]),
        fault: trouble
      }
    },
    events: hold.take,
    stop: hold.stop
  }
}

/** What ending these rows would mean, where so many are signed in in all. */
export function planOf(id: number, rows: readonly RowRead[], signedInInAll: number): SignOutPlan {
  const sessions = rows.map(row => row.session)
  const signedIn = sessions.filter(session => session.state === 'signed-in')
  const users = new Set(signedIn.flatMap(({ user }) => (user === null ? [] : [user])))
  const [user] = users
  const isEverybody = signedIn.length > 1 && signedIn.length >= signedInInAll
  return {
    id,
    sessions: rows.length,
    signedIn: signedIn.length,
    people: users.size,
    user: users.size === 1 && signedIn.length === rows.length ? (user ?? null) : null,
    isEverybody,
    mustType: rows.length >= TYPED_FROM || (isEverybody && users.size !== 1),
    rows: sessions.length <= MOST_LISTED ? sessions : []
  }
}

const wantedOf = ({ session, documentId }: RowRead) => ({
  key: session.key,
  user: session.state === 'signed-in' ? session.user : null,
  documentId
})

const usersOf = (ended: readonly Ended[]) => [
  ...new Set(ended.flatMap(({ user }) => (user === null ? [] : [user])))
]

/** Users who have a session that is not among these and began after them. */
function signedInAgain({ monitor }: ActTarget, { at }: Kept, these: readonly Ended[]): readonly UserKey[] {
  const keys = new Set(these.map(one => one.key))
  return usersOf(these).filter(user =>
    monitor.sessionsOf(user)?.some(session => session.sinceAt >= at && !keys.has(session.key))
  )
}

const TELL_EVERY_MS = 100

function paced({ monotonicMs, progress }: SignOutParts, expected: number): (done: number) => void {
  let toldAt = Number.NEGATIVE_INFINITY
  return done => {
    if (monotonicMs() - toldAt < TELL_EVERY_MS && done < expected) return
    toldAt = monotonicMs()
    progress({ done, expected })
  }
}

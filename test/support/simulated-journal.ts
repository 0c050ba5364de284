import { createJournalWriter, type JournalWriter } from '../../src/monitor/journal/writer'
import { systemTimers } from '../../src/monitor/timers'
import type { Session, SessionKey } from '../../src/shared/domain/session'
import { simulateShop } from './simulated-shop'

/** What to simulate, and into which folder. */
export interface JournalRun {
  readonly folder: string
  readonly size: number
  readonly fromAt: number
  readonly days: number
  readonly random: () => number
  /** Instants at which the truth is to be remembered, rising. */
  readonly moments: readonly number[]
}

/** The sessions that the run had at an instant, as it remembers them itself. */
export interface Moment {
  readonly at: number
  readonly sessions: readonly Session[]
}

/** Days of demo traffic through the real writer, as fast as it takes them. Gives what was there at each moment, and how much was written. */
export async function writeSimulated(run: JournalRun): Promise<{ moments: Moment[]; writes: number }> {
  const { folder, size, fromAt, days, random } = run
  const writer = createJournalWriter({ folder, maxBytes: 256e6, maxAgeMs: 1e12, timers: systemTimers })
  const there = new Map<SessionKey, Session>()
  const moments: Moment[] = []
  let writes = 0
  let next = 0

  function rememberUntil(at: number): void {
    for (let moment = run.moments[next]; moment !== undefined && moment < at; moment = run.moments[next]) {
      moments.push({ at: moment, sessions: [...there.values()] })
      next += 1
    }
  }

  await writer.begin([], fromAt)
  const toAt = fromAt + days * 86_400_000
  for (const { at, transitions } of simulateShop({ size, fromAt, toAt, random })) {
    rememberUntil(at)
    for (const { key, after } of transitions) {
      if (after === null) there.delete(key)
      else there.set(key, after)
    }
    writer.record(transitions, at)
    writes += transitions.length
    if (writer.isFull) await turn(writer, there, at)
  }
  rememberUntil(Number.POSITIVE_INFINITY)
  writer.close(toAt)
  return { moments, writes }
}

const turn = (writer: JournalWriter, there: ReadonlyMap<SessionKey, Session>, at: number) =>
  writer.begin(there.values(), at)

/** As a journal keeps them: without any part of an id, in the order of their keys. */
export function asKept(sessions: readonly Session[]): Session[] {
  const kept = sessions.map(session => ({ ...session, maskedId: '–', payloadDigest: 0 }))
  return kept.sort((a, b) => (a.key < b.key ? -1 : 1))
}

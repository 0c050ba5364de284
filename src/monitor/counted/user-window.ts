import type { EpochMs, Session } from '../../shared/domain/session'
import type { SessionRow, UserLine, UsersAsk, UserWindow } from '../../shared/domain/view'
import type { CountedIntake } from './intake'
import type { CountedReads, CountedUsers } from './reads'
import { totalsOf } from './tallies'

/** The Users window of a large store: counted when asked for and with every count of the whole. */
export interface CountedUserWindow {
  /** Counts users for `ask`, unless they are counted already. */
  read(ask: UsersAsk): Promise<void>
  /** Counts again what was asked for last. */
  refresh(): Promise<void>
  make(ask: UsersAsk): Omit<UserWindow, 'version' | 'madeAt'>
}

/** What a window is made from. */
export interface CountedUserSource {
  readonly reads: CountedReads
  readonly intake: CountedIntake
  readonly now: () => EpochMs
}

/** Asks with the same list; the rest of an ask only slides over it. */
const questionOf = (ask: UsersAsk) => JSON.stringify([ask.filter.trim(), ask.facet, ask.sort, ask.descending])

const CANNOT =
  'The payloads of this store are text or encrypted, and the database cannot look into them to tell users apart.'

export function createCountedUserWindow({ reads, intake, now }: CountedUserSource): CountedUserWindow {
  let asked: UsersAsk | null = null
  let answer: { readonly question: string; readonly found: CountedUsers | null } | null = null
  const opened = new Map<string, readonly Session[]>()

  async function count(ask: UsersAsk): Promise<void> {
    const found = await reads.users(ask, now())
    answer = { question: questionOf(ask), found }
  }

  async function readOpen(users: readonly string[]): Promise<void> {
    for (const user of users) {
      const at = now()
      opened.set(user, intake.takeRead(await reads.sessionsOf(user, at), at))
    }
    for (const user of opened.keys()) if (!asked?.open.includes(user)) opened.delete(user)
  }

  return {
    async read(ask) {
      asked = ask
      if (answer?.question !== questionOf(ask)) await count(ask)
      await readOpen(ask.open.filter(user => !opened.has(user)))
    },
    async refresh() {
      if (asked === null || asked.count === 0) return
      await count(asked)
      await readOpen(asked.open)
    },
    make(ask) {
      const found = answer?.question === questionOf(ask) ? answer.found : null
      const lines = (found?.users ?? []).flatMap((summary): UserLine[] => {
        const isOpen = ask.open.includes(summary.user)
        const rows = isOpen ? (opened.get(summary.user) ?? []) : []
        return [
          { kind: 'user', summary, isOpen, pulse: null },
          ...rows.map(session => ({ kind: 'session' as const, row: rowOf(session, summary.sessions) }))
        ]
      })
      const start = Math.max(0, Math.min(ask.start, lines.length - ask.count))
      return {
        ask,
        start,
        lines: lines.slice(start, start + ask.count),
        matching: lines.length,
        facetCounts: found?.counts ?? { all: null, several: null, expiring: null },
        counted: {
          at: found?.at ?? null,
          listed: found?.users.length ?? 0,
          trouble: answer !== null && answer.found === null ? CANNOT : null
        },
        reading: null,
        totals: totalsOf(intake.tallies)
      }
    }
  }
}

function rowOf(session: Session, userSessions: number): SessionRow {
  return { ...session, userSessions, changedAt: null, changedHow: null, ending: null }
}

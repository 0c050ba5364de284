import { type Alert, type AlertRule, type AlertSettings, MOST_ALERTS } from '../../shared/domain/alerts'
import type { EpochMs, UserKey } from '../../shared/domain/session'
import type { Standing } from './rule'

/** What one look changed. */
export interface Raised {
  readonly raised: readonly Alert[]
  readonly over: readonly Alert[]
}

/** The list of one store's alerts. Pure: time comes in, and never falls. */
export interface Raising {
  /** The newest first. */
  readonly alerts: readonly Alert[]
  readonly unseen: number
  /** What is over the threshold of one rule now: what was not is raised, what is no longer is over. */
  judge(rule: AlertRule, standing: readonly Standing[], at: EpochMs): Raised
  /** The list was looked at. */
  seen(): void
  /** Empties the list. What stands stays known: it is not raised again for that. */
  clear(): void
}

/** What is remembered of one rule and one subject. */
interface Subject {
  readonly rule: AlertRule
  readonly alert: Alert
  /** Null: it stands. */
  overAt: EpochMs | null
  /** It stood again within its quiet period, and nobody was told. */
  isAgain: boolean
}

/** A rule and whom it is about, as one text. */
const subjectOf = (rule: AlertRule, user: UserKey | null) => `${rule} ${user === null ? '' : `=${user}`}`

/**
 * An empty list. `quietMs` says for how long after it is over an alert is not raised again: until then its line in the list
 * stands again, and nobody is told.
 */
export function createRaising(quietMs: (rule: AlertRule) => number): Raising {
  const subjects = new Map<string, Subject>()
  let alerts: readonly Alert[] = []
  let lastId = 0
  let seenId = 0

  function raise(rule: AlertRule, { user, title, place }: Standing, at: EpochMs): Alert {
    lastId += 1
    const alert: Alert = { id: lastId, rule, title, user, raisedAt: at, overAt: null, place }
    alerts = [alert, ...alerts].slice(0, MOST_ALERTS)
    subjects.set(subjectOf(rule, user), { rule, alert, overAt: null, isAgain: false })
    return alert
  }

  /** Ends it, or with null lets it stand again. */
  function turn(subject: Subject, overAt: EpochMs | null): Alert {
    subject.overAt = overAt
    const turned = { ...subject.alert, overAt }
    alerts = alerts.map(one => (one.id === turned.id ? turned : one))
    return turned
  }

  function letGo(rule: AlertRule, at: EpochMs): void {
    for (const [name, subject] of subjects) {
      const isPast = subject.overAt !== null && at - subject.overAt >= quietMs(rule)
      if (subject.rule === rule && isPast) subjects.delete(name)
    }
  }

  function endOthers(rule: AlertRule, standing: ReadonlySet<string>, at: EpochMs): readonly Alert[] {
    const over: Alert[] = []
    for (const [name, subject] of subjects) {
      if (subject.rule !== rule || subject.overAt !== null || standing.has(name)) continue
      const ended = turn(subject, at)
      if (!subject.isAgain) over.push(ended)
    }
    return over
  }

  return {
    get alerts() {
      return alerts
    },
    get unseen() {
      return alerts.filter(one => one.id > seenId).length
    },
    judge(rule, standing, at) {
      letGo(rule, at)
      const over = endOthers(rule, new Set(standing.map(one => subjectOf(rule, one.user))), at)
      const raised: Alert[] = []
      for (const one of standing) {
        const known = subjects.get(subjectOf(rule, one.user))
        if (known === undefined) raised.push(raise(rule, one, at))
        else if (known.overAt !== null) {
          known.isAgain = true
          turn(known, null)
        }
      }
      return { raised, over }
    },
    seen() {
      seenId = lastId
    },
    clear() {
      alerts = []
      seenId = lastId
    }
  }
}

/** The quiet period of a rule, ms. */
export const quietMsOf = ({ rules }: AlertSettings, rule: AlertRule) => rules[rule].quietMinutes * 60_000

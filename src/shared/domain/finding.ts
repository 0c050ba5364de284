import type { EpochMs } from './session'

export const severities = ['critical', 'warning', 'advice'] as const
/** How much a finding matters: people are harmed or sessions lost; it will cost; it could be better. */
export type Severity = (typeof severities)[number]

/** What mends a finding. Sextant never runs it. */
export interface Mend {
  /** For whom the code is: a line for mongosh, or code of the app. */
  readonly kind: 'mongosh' | 'app'
  readonly code: string
  /** What running it will do, in one sentence. */
  readonly does: string
}

/** One thing that is wrong with a store, whether its documents or what was watched happen in it say so. No ids, no values of payloads. */
export interface Finding {
  /** Stable id of the rule, such as `ttl-missing`; its page is `docs/rules/<rule>.md`. */
  readonly rule: string
  readonly severity: Severity
  /** One sentence with its counts: "1,204 sessions keep their expiry as text and will never be deleted". */
  readonly title: string
  /** Why that matters. */
  readonly explains: string
  /** Counts, field names, times; masked ids at most. */
  readonly evidence: string
  readonly mend: Mend | null
  /** The filter, in the filter language, that shows the sessions it is about; null where a filter cannot say it. */
  readonly filter: string | null
  /** Server's clock, milliseconds since 1970. */
  readonly seenAt: number
}

/** A rule that could not be judged in this store, and why. */
export interface NotJudged {
  readonly rule: string
  readonly why: string
}

/** What one check of a store has read and found. */
export interface HealthReport {
  readonly ns: string
  /** Server's clock. */
  readonly checkedAt: EpochMs
  readonly tookMs: number
  /** Documents that the server sent, at most some thousands. */
  readonly read: number
  /** How many there are; null where the server does not say. */
  readonly documents: number | null
  /** The worst first. */
  readonly findings: readonly Finding[]
  readonly notJudged: readonly NotJudged[]
  /** Rules that found nothing. */
  readonly passed: number
}

/** How healthy the open store is, as far as is known. `version` only grows. */
export interface StoreHealth {
  readonly version: number
  readonly isChecking: boolean
  /** Null: not checked yet. */
  readonly report: HealthReport | null
  /** Why the last check came to nothing; then the report before it stands. */
  readonly trouble: string | null
  /** What watching the store has found, beside what its documents say. */
  readonly watched: readonly Finding[]
}

/** Everything found, the worst first, of those alike the newest. */
export function allFindings({ report, watched }: StoreHealth): readonly Finding[] {
  return bySeverity([...(report?.findings ?? []), ...watched])
}

/** The worst first; otherwise in the order given. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
}

/** How many findings are as bad as that. */
export const countOfSeverity = (findings: readonly Finding[], severity: Severity) =>
  findings.filter(finding => finding.severity === severity).length

/** A store's mark: A nothing, B advice alone, C a warning or two, D more of them, F anything critical. */
export type Grade = 'A' | 'B' | 'C' | 'D' | 'F'

/** The mark that these findings make. */
export function gradeOf(findings: readonly Finding[]): Grade {
  const of = (severity: Severity) => countOfSeverity(findings, severity)
  if (of('critical') > 0) return 'F'
  if (of('warning') > 2) return 'D'
  if (of('warning') > 0) return 'C'
  return findings.length > 0 ? 'B' : 'A'
}

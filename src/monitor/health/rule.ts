import type { Finding } from '../../shared/domain/finding'
import type { HealthFacts } from './facts'

/** What a rule has to say; who said it and when is added. */
export type Found = Omit<Finding, 'rule' | 'seenAt'>

/** Nothing wrong, something found, or why it cannot be told. */
export type Verdict = null | Found | { readonly notJudged: string }

/** One thing that can be wrong with a store. Pure: it judges by facts alone. */
export interface Rule {
  /** Stable; named in command lines, reports and pages. */
  readonly id: string
  judge(facts: HealthFacts): Verdict
}

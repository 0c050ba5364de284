import { bySeverity, type Finding, type HealthReport, type NotJudged } from '../../shared/domain/finding'
import type { HealthFacts } from './facts'
import type { Rule } from './rule'

/** What the rules make of these facts; those that a person ignores are not asked. Pure. */
export function reportOf(facts: HealthFacts, rules: readonly Rule[], tookMs: number): HealthReport {
  const findings: Finding[] = []
  const notJudged: NotJudged[] = []
  for (const { id: rule, judge } of rules) {
    const verdict = judge(facts)
    if (verdict === null) continue
    if ('notJudged' in verdict) notJudged.push({ rule, why: verdict.notJudged })
    else findings.push({ rule, ...verdict, seenAt: facts.now })
  }
  return {
    ns: facts.ns,
    checkedAt: facts.now,
    tookMs: Math.round(tookMs),
    read: facts.sessions.length,
    documents: facts.documents,
    findings: bySeverity(findings),
    notJudged,
    passed: rules.length - findings.length - notJudged.length
  }
}

import { type Finding, gradeOf, type HealthReport, type Severity } from '../domain/finding'
import { countOf, formatCount, formatSpan } from './numbers'

export const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  advice: 'Advice'
}

/** How much of a store a check went by: `all 475 documents read`, `2,000 of 58,214 documents read, drawn at random`. */
export function readWords({ read, documents }: HealthReport): string {
  if (documents === null) return `${countOf(read, 'document')} read`
  if (read >= documents)
    return documents === 1 ? 'its one document read' : `all ${countOf(read, 'document')} read`
  return `${formatCount(read)} of ${countOf(documents, 'document')} read, drawn at random`
}

/** `14 checks passed`, and what could not be judged and why. */
export function passedWords({ passed, notJudged }: HealthReport): string {
  const others = notJudged.map(({ rule, why }) => `${rule} not judged: ${why}`)
  return [`${countOf(passed, 'check')} passed`, ...others].join('; ')
}

/** A report as text that can be pasted into a ticket or read in a terminal. Nothing in it is a value of a session. */
export function reportText(report: HealthReport, findings: readonly Finding[]): string {
  const head = [
    `Store health of ${report.ns}: grade ${gradeOf(findings)}`,
    `Checked ${new Date(report.checkedAt).toISOString()}: ${readWords(report)}, took ${formatSpan(report.tookMs)}. Nothing was written.`
  ]
  return `${[head.join('\n'), ...findings.map(findingText), `${passedWords(report)}.`].join('\n\n')}\n`
}

function findingText({ rule, severity, title, explains, evidence, mend, filter }: Finding): string {
  const lines = [`${severityWords[severity]}: ${title} [${rule}]`, `  ${explains}`, `  Evidence: ${evidence}`]
  if (mend !== null) {
    lines.push(mend.kind === 'mongosh' ? '  Mend, in mongosh:' : '  Mend, in the app:')
    lines.push(...mend.code.split('\n').map(line => `    ${line}`), `  ${mend.does}`)
  }
  if (filter !== null) lines.push(`  Sessions: ${filter}`)
  return lines.join('\n')
}

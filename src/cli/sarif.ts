import type { Finding, HealthReport } from '../shared/domain/finding'

/** Who says so: Sextant's version, and the ids of all its rules. */
export interface SarifTool {
  readonly version: string
  readonly rules: readonly string[]
}

const levels = { critical: 'error', warning: 'warning', advice: 'note' } as const

/** The findings as SARIF 2.1.0, which code hosts and CI read. The place of a finding is the namespace: there is no file. */
export function sarifText({ ns, findings }: HealthReport, { version, rules }: SarifTool): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Sextant', version, rules: rules.map(id => ({ id })) } },
        results: findings.map(finding => resultOf(ns, finding))
      }
    ]
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function resultOf(ns: string, { rule, severity, title, evidence, mend }: Finding): object {
  const mending = mend === null ? '' : `\n${mend.code}\n${mend.does}`
  return {
    ruleId: rule,
    level: levels[severity],
    message: { text: `${title}. ${evidence}${mending}` },
    locations: [{ logicalLocations: [{ fullyQualifiedName: ns, kind: 'resource' }] }]
  }
}

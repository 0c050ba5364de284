import { z } from 'zod'
import { version } from '../../package.json'
import type { Connection } from '../monitor/connection'
import { checkOnce } from '../monitor/health/check-once'
import { reportOf } from '../monitor/health/report'
import { rules } from '../monitor/health/rules'
import { type Finding, gradeOf, type HealthReport, severities } from '../shared/domain/finding'
import { MIRROR_AT_MOST } from '../shared/domain/store'
import { FaultError, fault } from '../shared/fault'
import { reportText } from '../shared/words/health-words'
import { exitCodes } from './exit-codes'
import { sarifText } from './sarif'
import { findStore, readPayloadOf, storeAskOf, storeOptions, withConnection } from './store-run'
import { plain } from './table'

const lintOptions = storeOptions.extend({
  feed: z.literal('auto').default('auto'),
  mirrorAtMost: z.number().default(MIRROR_AT_MOST),
  json: z.boolean(),
  sarif: z.boolean(),
  failOn: z.enum(severities),
  ignore: z.array(z.string()).default([])
})
type LintOptions = z.infer<typeof lintOptions>

/** `sextant lint`: what is wrong with a store, once. Resolves with the exit code; failures are a sentence on stderr. */
export function lint(raw: unknown): Promise<number> {
  const options = lintOptions.parse(raw)
  const judge = async (connection: Connection) => {
    const report = await check(connection, options)
    process.stdout.write(textOf(report, options))
    return exitCodeOf(report.findings, options)
  }
  return withConnection(options.uri, judge, true)
}

async function check(connection: Connection, options: LintOptions): Promise<HealthReport> {
  const wanted = rules.filter(rule => !options.ignore.includes(rule.id))
  refuseUnknown(options.ignore)
  const startedAt = performance.now()
  const ns = options.ns ?? (await findStore(connection))
  const facts = await checkOnce(connection, storeAskOf(options, ns), readPayloadOf(options))
  return reportOf(facts, wanted, performance.now() - startedAt)
}

/** A rule that is ignored by a name that it does not have would be ignored by nobody. */
function refuseUnknown(ignored: readonly string[]): void {
  const known = rules.map(rule => rule.id)
  const unknown = ignored.find(id => !known.includes(id))
  if (unknown === undefined) return
  throw new FaultError(
    fault('bad-request', `There is no rule “${unknown}”.`, `Rules are: ${known.join(', ')}.`)
  )
}

function textOf(report: HealthReport, { json, sarif }: LintOptions): string {
  if (sarif) return sarifText(report, { version, rules: rules.map(rule => rule.id) })
  const { findings } = report
  if (json) return `${JSON.stringify({ kind: 'health', grade: gradeOf(findings), ...report })}\n`
  return `${reportText(report, findings).split('\n').map(plain).join('\n')}`
}

function exitCodeOf(findings: readonly Finding[], { failOn }: LintOptions): number {
  const bad = severities.slice(0, severities.indexOf(failOn) + 1)
  return findings.some(({ severity }) => bad.includes(severity)) ? exitCodes.findings : exitCodes.ok
}

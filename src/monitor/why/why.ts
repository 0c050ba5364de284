import type { WhyAnswer, WhyAsk, WhyFinding } from '../../shared/domain/why'
import { FaultError, fault } from '../../shared/fault'
import { answerOf } from './answer'
import { gather } from './gather'
import { readQuestion } from './question'
import type { WhySources } from './sources'

/**
 * Answers why somebody is not signed in, or is. Only reads, and keeps nothing of what it was asked with. Rejects with a
 * `FaultError`: `bad-request` where the question cannot be understood, else what the server says.
 */
export async function askWhy(ask: WhyAsk, sources: WhySources): Promise<WhyAnswer> {
  const understood = readQuestion(ask.text)
  if (!understood.ok) throw new FaultError(fault('bad-request', understood.message, understood.hint))
  return withNames(answerOf(await gather(understood.question, ask, sources)), sources.namesOf)
}

/** The same with users called as the window calls them. Whom it is about stays the key that the store has. */
async function withNames(answer: WhyAnswer, namesOf: WhySources['namesOf']): Promise<WhyAnswer> {
  const users = new Set(answer.findings.flatMap(usersIn))
  const names = users.size === 0 ? new Map<string, string>() : await namesOf([...users])
  if (names.size === 0) return answer
  const called = <U extends string | null>(user: U) =>
    user === null ? user : ((names.get(user) ?? user) as U)
  const findings = answer.findings.map((finding): WhyFinding => {
    if (finding.kind === 'several-users') return { ...finding, users: finding.users.map(called) }
    if (finding.kind === 'ended' && finding.other !== null)
      return {
        ...finding,
        user: called(finding.user),
        other: { ...finding.other, user: called(finding.other.user) }
      }
    return 'user' in finding && finding.user !== null
      ? ({ ...finding, user: called(finding.user) } as WhyFinding)
      : finding
  })
  return { ...answer, findings }
}

function usersIn(finding: WhyFinding): readonly string[] {
  if (finding.kind === 'several-users') return finding.users
  const other = finding.kind === 'ended' ? finding.other?.user : null
  return ['user' in finding ? finding.user : null, other ?? null].filter(user => user !== null)
}

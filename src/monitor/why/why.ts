import type { WhyAnswer, WhyAsk } from '../../shared/domain/why'
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
  return answerOf(await gather(understood.question, ask, sources))
}

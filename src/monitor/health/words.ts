import { countOf, formatCount } from '../../shared/words/numbers'
import { lastedText } from '../../shared/words/spans'
import type { HealthFacts, SessionFacts } from './facts'

/** Some of those that were read, and what that makes of the whole store. */
export interface Share {
  readonly count: number
  readonly of: number
  /** 0 to 1; 0 of nothing. */
  readonly share: number
}

/** How many of the sessions read are so. */
export function shareOf(sessions: readonly SessionFacts[], isSo: (session: SessionFacts) => boolean): Share {
  const count = sessions.filter(isSo).length
  return { count, of: sessions.length, share: sessions.length === 0 ? 0 : count / sessions.length }
}

/** As many as there are likely in the whole store, where only a part of it was read. */
export function inAll(facts: HealthFacts, count: number): number {
  const { sessions, documents, isWhole } = facts
  if (isWhole || documents === null || sessions.length === 0) return count
  return Math.round((count / sessions.length) * documents)
}

/** `1,204`, or `about 69,800` where it is scaled up from a sample. */
export function allText(facts: HealthFacts, count: number): string {
  return facts.isWhole ? formatCount(count) : `about ${formatCount(rounded(inAll(facts, count)))}`
}

/** `1,204 sessions`; `About 69,800 sessions`: a title begins so. */
export function sessionsText(facts: HealthFacts, count: number): string {
  return `${allText(facts, count).replace(/^a/, 'A')} ${inAll(facts, count) === 1 ? 'session' : 'sessions'}`
}

/** `1,204 of 58,214 documents`; `24 of 2,000 documents read at random`. */
export function readText(facts: HealthFacts, { count, of }: Share): string {
  return `${formatCount(count)} of ${countOf(of, 'document')}${facts.isWhole ? '' : ' read at random'}`
}

/** To the two figures that a sample is good for. */
export function rounded(count: number): number {
  const scale = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1)
  return Math.round(count / scale) * scale
}

/** `9 of 10`, for a title. */
export function tenthsText(share: number): string {
  const tenths = Math.round(share * 10)
  return tenths >= 10 ? 'All' : `${Math.max(1, tenths)} of 10`
}

/** `87 %`. */
export const percentText = (share: number) =>
  share > 0 && share < 0.01 ? 'under 1 %' : `${Math.round(share * 100)} %`

/** `30 min`, `14 d`. */
export const spanOf = (seconds: number) => lastedText(seconds * 1000)

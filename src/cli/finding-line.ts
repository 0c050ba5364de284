import type { Finding } from '../shared/domain/finding'
import { timeText } from './event-line'
import { fitted, plain } from './table'

/** One finding for a person who reads lines, in the columns of an event. */
export function findingLineText({ severity, title, rule, evidence, seenAt }: Finding): string {
  return `${timeText(seenAt)}  ${fitted(severity, 11)} ${plain(`${title}; ${evidence} (${rule})`)}`
}

/** Lets a finding through once a rule: its figures move with whatever happens next. */
export function createOnceARule(): (findings: readonly Finding[]) => readonly Finding[] {
  const told = new Set<string>()
  return findings => {
    const fresh = findings.filter(({ rule }) => !told.has(rule))
    for (const { rule } of fresh) told.add(rule)
    return fresh
  }
}

import type { Fault } from '../../shared/fault'

/** What happened, and what to do. */
export function faultText({ message, hint }: Pick<Fault, 'message' | 'hint'>): string {
  return hint ? `${message} ${hint}` : message
}

import type { ActivityEvent } from '../shared/domain/event'
import type { StoreFacts } from '../shared/domain/store'
import {
  changeText,
  eventSentence,
  eventUser,
  eventWord,
  manySessionsText,
  tellsChanges
} from '../shared/words/event-words'
import { fitted, plain } from './table'

const pad = (value: number, width = 2) => String(value).padStart(width, '0')

/** `12:07:31`, by this computer's time zone. */
export function clockText(at: number): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime())
    ? 'no valid date'
    : `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`
}

/** The same to the millisecond. */
export function timeText(at: number): string {
  return `${clockText(at)}.${pad(Math.trunc(at % 1000), 3)}`
}

/** One event for a person who reads lines; `facts` tell whether a TTL index deletes what expires. */
export function eventLineText(event: ActivityEvent, facts: Pick<StoreFacts, 'indexes'>): string {
  const hasTtl = facts.indexes.some(index => index.expireAfterSeconds !== null)
  const texts = [
    event.isCorrection ? 'as it turned out' : null,
    manySessionsText(event),
    eventSentence(event, { clock: clockText, hasTtl }),
    changesText(event)
  ]
  const told = plain(texts.filter(text => text !== null).join('; '))
  return `${timeText(event.at)}  ${fitted(eventWord(event), 11)} ${fitted(eventUser(event), 28)} ${fitted(event.maskedId, 6)}  ${told}`
}

function changesText(event: ActivityEvent): string | null {
  const { changes, moreChanges, isMerged } = event
  if (!tellsChanges(event) || changes === null || changes.length === 0) return null
  const more = moreChanges > 0 ? [`${moreChanges} more`] : []
  const merged = isMerged ? ' (of one or more writes)' : ''
  return [...changes.map(changeText), ...more].join(', ') + merged
}

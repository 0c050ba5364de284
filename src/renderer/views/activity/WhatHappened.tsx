import type { ActivityFold } from '../../../shared/domain/activity'
import type { ActivityEvent, PathChange } from '../../../shared/domain/event'
import { eventSentence, manySessionsText, tellsChanges } from '../../../shared/words/event-words'
import { countOf, formatCount } from '../../../shared/words/numbers'
import { formatClockTime } from '../../format/clock-time'
import { useClock, useStoreFacts } from '../../state/context'
import classes from './WhatHappened.module.css'

/** One event as a sentence, or what it changed path by path. What the store wrote is only ever text. */
export function WhatHappened({ event }: { readonly event: ActivityEvent }) {
  const hasTtl = useStoreFacts()?.indexes.some(index => index.expireAfterSeconds !== null) ?? false
  const sentence = useClock(clock =>
    eventSentence(event, { clock: at => formatClockTime(at, clock), hasTtl })
  )
  const many = manySessionsText(event)
  const changes = tellsChanges(event) ? (event.changes ?? []) : []
  const title = [many, sentence, ...changes.map(plainText)].filter(Boolean).join('\n')
  return (
    <span className={classes.root} title={title}>
      {many !== null && <span className={classes.many}>{many}</span>}
      {many !== null && sentence !== null && '; '}
      {sentence}
      {changes.map(change => (
        <Change key={change.path} change={change} />
      ))}
      {event.moreChanges > 0 && changes.length > 0 && (
        <span className={classes.faint}>{formatCount(event.moreChanges)} more</span>
      )}
      {event.isMerged && changes.length > 0 && (
        <span className={classes.faint} title="Polls see what changed between two looks as one write">
          {' '}
          of one or more writes
        </span>
      )}
    </span>
  )
}

const plainText = ({ path, before, after }: PathChange) => `${path}: ${before ?? 'none'} → ${after ?? 'none'}`

function Change({ change: { path, before, after } }: { readonly change: PathChange }) {
  return (
    <span className={classes.change}>
      <bdi className={classes.path}>{path}</bdi>{' '}
      <bdi className={before === null ? classes.none : classes.value}>{before ?? 'none'}</bdi>
      {' → '}
      <bdi className={after === null ? classes.none : classes.after}>{after ?? 'none'}</bdi>
    </span>
  )
}

/** Several events as one sentence. */
export function foldText({ event, signedIn, guests, afterExpiryMs }: ActivityFold): string {
  const who = [
    ...(signedIn > 0 ? [`${formatCount(signedIn)} signed in`] : []),
    ...(guests > 0 ? [countOf(guests, 'guest')] : [])
  ].join(', ')
  const whose = who === '' ? '' : `: ${who}`
  if (event === 'touched') return 'expires moved later, nothing else changed'
  if (event === 'cleared') return `deleted together, before their expiry${whose}`
  return `deleted together${afterExpiryMs === null ? '' : `, ${lateText(afterExpiryMs)} after expiry`}${whose}`
}

/** `2 to 58 s`. */
function lateText([first, last]: readonly [number, number]): string {
  const [from, to] = [Math.floor(first / 1000), Math.floor(last / 1000)]
  return from === to ? `${formatCount(from)} s` : `${formatCount(from)} to ${formatCount(to)} s`
}

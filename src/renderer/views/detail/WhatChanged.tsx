import { useMemo, useState } from 'react'
import type { ActivityEvent, PathChange } from '../../../shared/domain/event'
import type { SessionHistory } from '../../../shared/domain/history'
import { eventSentence, eventWord } from '../../../shared/words/event-words'
import { countOf } from '../../../shared/words/numbers'
import { formatClockTime } from '../../format/clock-time'
import { visibleText } from '../../format/visible'
import { useClock, useStoreFacts } from '../../state/context'
import { Section } from './Section'
import { isWrite, type TimelineLine, timelineOf } from './timeline'
import classes from './WhatChanged.module.css'

/** More lines than a person reads at once; the rest is asked for. */
const FIRST_LINES = 30

/** What was seen to happen to the session, write by write, newest first. */
export function WhatChanged({ history }: { readonly history: SessionHistory }) {
  const { writes, count, sinceAt, isPolled } = history
  const [isAll, setAll] = useState(false)
  const lines = useMemo(() => timelineOf(writes), [writes])
  const since = useClock(clock => formatClockTime(sinceAt, clock))
  const endings = writes.filter(event => !isWrite(event)).length
  const isMerged = isPolled || writes.some(event => event.isMerged)
  const shown = isAll ? lines : lines.slice(0, FIRST_LINES)
  return (
    <Section title="What changed" note={`${countOf(count - endings, 'write')} since ${since}`}>
      {lines.length === 0 && <p className={classes.quiet}>Nothing since then.</p>}
      <ol className={classes.list} aria-label="What changed, newest first">
        {shown.map(line => (
          <Line key={line.event.id} line={line} />
        ))}
      </ol>
      {lines.length > shown.length && (
        <button type="button" className={classes.link} onClick={() => setAll(true)}>
          Show {lines.length - shown.length} more
        </button>
      )}
      {count > writes.length && (
        <p className={classes.quiet}>{countOf(count - writes.length, 'older write')} let go.</p>
      )}
      {isMerged && (
        <p className={classes.quiet}>Seen by polling: several writes between two looks come as one.</p>
      )}
    </Section>
  )
}

function Line({ line }: { readonly line: TimelineLine }) {
  const { event, count } = line
  const at = useClock(clock => formatClockTime(event.at, clock))
  return (
    <li className={classes.line} data-kind={event.event}>
      <time className={classes.at}>{at}</time>
      <div className={classes.what}>
        {event.event === 'changed' ? <Changes event={event} /> : <Sentence line={line} />}
        {event.isMerged && count === 1 && event.event === 'changed' && (
          <p className={classes.quiet}>perhaps several writes in one</p>
        )}
      </div>
    </li>
  )
}

function Changes({ event }: { readonly event: ActivityEvent }) {
  const sentence = useSentence(event)
  return (
    <>
      {(event.changes ?? []).map(change => (
        <Change key={change.path} change={change} />
      ))}
      {event.moreChanges > 0 && <p className={classes.quiet}>and {event.moreChanges} more</p>}
      {sentence !== null && <p className={classes.quiet}>{`changed: ${sentence}`}</p>}
    </>
  )
}

function Change({ change: { path, before, after } }: { readonly change: PathChange }) {
  return (
    <p className={classes.change}>
      <code className={classes.path}>
        <bdi>{visibleText(path)}</bdi>
      </code>{' '}
      <del className={classes.before}>
        <bdi>{visibleText(before ?? 'none')}</bdi>
      </del>
      {' → '}
      <ins className={classes.after}>
        <bdi>{visibleText(after ?? 'none')}</bdi>
      </ins>
    </p>
  )
}

function Sentence({ line: { event, count, fromAt, expiryBefore } }: { readonly line: TimelineLine }) {
  const sentence = useSentence({ ...event, expiryBefore })
  const from = useClock(clock => formatClockTime(fromAt, clock))
  const word = count === 1 ? eventWord(event) : `touched ${count} times since ${from}`
  return (
    <p className={classes.sentence}>
      <span className={classes.word}>{word}</span>
      {event.event === 'signed-in' && event.user !== null && (
        <>
          {' as '}
          <bdi className={classes.user}>{visibleText(event.user)}</bdi>
        </>
      )}
      {sentence !== null && `: ${sentence}`}
    </p>
  )
}

function useSentence(event: ActivityEvent): string | null {
  const hasTtl = useStoreFacts()?.indexes.some(index => index.expireAfterSeconds !== null) ?? false
  return useClock(clock => eventSentence(event, { clock: at => formatClockTime(at, clock), hasTtl }))
}

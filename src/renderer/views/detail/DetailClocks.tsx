import type { SessionDetail } from '../../../shared/domain/detail'
import type { SessionRow } from '../../../shared/domain/view'
import { formatClockMinute } from '../../format/clock-time'
import { formatCountdown } from '../../format/countdown'
import { formatAhead, formatPast } from '../../format/instant'
import { lastSeenText, sinceText } from '../../format/names'
import { useClock, useStoreFacts } from '../../state/context'
import { ClockLine } from './ClockLine'
import classes from './Facts.module.css'
import { Section } from './Section'

interface Props {
  readonly row: SessionRow
  readonly detail: SessionDetail | null
}

/** The session's instants, and which of two expiry dates counts. */
export function DetailClocks({ row, detail }: Props) {
  const { expiresAt, sinceAt, lastSeenAt } = row
  const left = useClock(clock => (expiresAt === null ? null : formatCountdown(expiresAt - clock.now)))
  const isPast = useClock(clock => expiresAt !== null && expiresAt <= clock.now)
  const hasTtl = useStoreFacts()?.indexes.some(index => index.expireAfterSeconds !== null) ?? false
  const deletion = hasTtl ? ', deleted at most 60 s later' : ''
  const cookieAt = detail?.cookieExpiresAt ?? null
  const since = useClock(clock => formatPast(sinceAt, clock, true))
  const sinceMinute = useClock(clock => formatClockMinute(sinceAt, clock))
  const seen = useClock(clock => (lastSeenAt === null ? 'not known' : formatPast(lastSeenAt, clock, false)))
  const documentText = useClock(clock => (expiresAt === null ? 'never' : formatAhead(expiresAt, clock, true)))
  const cookieText = useClock(clock => (cookieAt === null ? null : formatAhead(cookieAt, clock, true)))
  return (
    <Section
      title="Clocks"
      note={
        row.ending !== null ? null : left === null ? (
          'no expiry: never deleted by itself'
        ) : isPast ? (
          `expired${deletion}`
        ) : (
          <>
            expires in <strong className={classes.strong}>{left}</strong>
            {deletion}
          </>
        )
      }
    >
      {row.ending === null && expiresAt !== null && !isPast && (
        <ClockLine documentAt={expiresAt} cookieAt={cookieAt} hasTtl={hasTtl} />
      )}
      <dl className={classes.list}>
        <Fact name="Since" text={since} hint={sinceText(row.sinceBasis, sinceMinute)} />
        <Fact name="Last seen" text={seen} hint={lastSeenText(row.lastSeenBasis)} />
        <Fact name="Document" text={documentText} hint="The expiry date of the document: this one decides" />
        {cookieText !== null && (
          <Fact name="Cookie" text={cookieText} hint="The expiry date of the cookie inside the payload" />
        )}
      </dl>
      {expiresAt !== null && cookieAt !== null && (
        <p className={classes.sentence}>{whichCounts(expiresAt, cookieAt)}</p>
      )}
    </Section>
  )
}

function Fact({ name, text, hint }: { readonly name: string; readonly text: string; readonly hint: string }) {
  return (
    <div className={classes.fact} title={hint}>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  )
}

/** Stores write both dates at the same moment, give or take the time to save. */
const SAME_MS = 2000

function whichCounts(documentAt: number, cookieAt: number): string {
  if (Math.abs(documentAt - cookieAt) <= SAME_MS)
    return 'The document decides. The cookie inside it says the same.'
  return cookieAt < documentAt
    ? 'The document decides. The cookie inside it is older: a touch moves only the document’s date.'
    : 'The document decides, although the cookie inside it would last longer.'
}

import { Button, CloseButton } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { JournalSpan } from '../../../shared/domain/journal'
import type { EpochMs } from '../../../shared/domain/session'
import { formatBytes } from '../../../shared/words/numbers'
import { journalText, pastText } from '../../format/past-text'
import { useClock, usePause, useStores, useUi } from '../../state/context'
import classes from './PastBar.module.css'
import { type JournalState, useJournal } from './use-journal'

/** Over the tables: how the store was at any moment that the journal reaches back to, or how to begin one. */
export function PastBar() {
  const { ui } = useStores()
  const state = useJournal()
  const { journal, show } = state
  const past = usePause()?.past ?? null

  function close(): void {
    if (past !== null) show(null)
    ui.setState({ isPastOpen: false, isJournalGoing: false })
  }

  return (
    <section aria-label="Look back" className={classes.root} data-past={past !== null || undefined}>
      <IconHistory size={16} stroke={1.75} className={classes.icon} aria-hidden />
      {journal !== null && journal.span === null && <Offer state={state} />}
      {journal !== null && journal.span !== null && <Scrubber state={state} span={journal.span} />}
      <CloseButton size="sm" aria-label="Close looking back" onClick={close} />
    </section>
  )
}

function Offer({ state: { journal, keep } }: { readonly state: JournalState }) {
  return (
    <>
      <span className={classes.words} title={journalText}>
        {journal?.trouble ??
          (journal?.isKept ? 'The journal begins as soon as the store is read.' : journalText)}
      </span>
      {!journal?.isKept && (
        <Button variant="default" onClick={() => keep(true)}>
          Keep a journal
        </Button>
      )}
    </>
  )
}

/** Dragging asks for many moments: so often at most. */
const ASK_EVERY_MS = 120

interface ScrubberProps {
  readonly state: JournalState
  readonly span: JournalSpan
}

function Scrubber({ state, span }: ScrubberProps) {
  const { journal, show } = state
  const past = usePause()?.past ?? null
  const now = useClock(clock => clock.now)
  const zone = useClock(clock => clock.zone)
  const [wanted, setWanted] = useState<EpochMs | null>(null)
  // While the past is shown the page's clock stands there, and what the journal last said is as far as it goes.
  const to = journal?.isKept ? Math.max(span.to, now) : span.to
  const at = wanted ?? past?.at ?? to

  // biome-ignore lint/correctness/useExhaustiveDependencies: `show` is made anew each time, and means the same
  useEffect(() => {
    if (wanted === null) return
    const timer = setTimeout(() => {
      show(wanted)
      setWanted(null)
    }, ASK_EVERY_MS)
    return () => clearTimeout(timer)
  }, [wanted])

  return (
    <>
      <input
        type="range"
        className={classes.range}
        aria-label="Moment to look back to"
        aria-valuetext={pastText({ at, unwatchedSince: null }, { now: to, zone })}
        min={span.from}
        max={to}
        step={1000}
        value={at}
        onChange={event => setWanted(Number(event.currentTarget.value))}
      />
      <output className={classes.moment}>{past === null ? 'Now' : pastText(past, { now: to, zone })}</output>
      {past !== null && (
        <Button variant="filled" onClick={() => show(null)}>
          Back to now
        </Button>
      )}
      <JournalButtons state={state} span={span} />
    </>
  )
}

function JournalButtons({ state: { journal, keep, remove }, span }: ScrubberProps) {
  const { ui } = useStores()
  const isAsking = useUi(state => state.isJournalGoing)
  const setAsking = (isJournalGoing: boolean) => ui.setState({ isJournalGoing })
  const isPast = usePause()?.past !== undefined
  if (isAsking) {
    return (
      <>
        <Button variant="default" onClick={() => setAsking(false)}>
          Keep it
        </Button>
        <Button
          variant="outline"
          color="red"
          className={classes.delete ?? ''}
          onClick={() => {
            setAsking(false)
            remove()
          }}
        >
          Delete {formatBytes(span.bytes)}
        </Button>
      </>
    )
  }
  return (
    <>
      {!isPast && (
        <Button variant="default" title={journalText} onClick={() => keep(!journal?.isKept)}>
          {journal?.isKept ? 'Stop keeping' : 'Keep on'}
        </Button>
      )}
      <Button variant="default" onClick={() => setAsking(true)}>
        Delete…
      </Button>
    </>
  )
}

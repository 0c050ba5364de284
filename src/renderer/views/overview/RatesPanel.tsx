import { useMemo, useRef } from 'react'
import type { Counts, OverviewWindow } from '../../../shared/domain/overview'
import { formatCount } from '../../../shared/words/numbers'
import { formatClockTime, type TimeZone } from '../../format/clock-time'
import { Chart } from '../../parts/Chart'
import { ChartTable } from '../../parts/ChartTable'
import type { ChartNote } from '../../parts/chart-notes'
import { useClock } from '../../state/context'
import { rateData } from './chart-data'
import { perStep, rateReadout, ratesSummary } from './overview-text'
import { Panel } from './Panel'
import { ratePlan } from './plans'
import { rangeOf } from './range'

const TITLE = 'Sign-ins and sign-outs'
const heads = [
  'From',
  'Signed in',
  'Signed out',
  'Expired',
  'New guests',
  'Guests gone',
  'Cleared',
  'Writes',
  'Touches'
]

/** How often people came and went. */
export function RatesPanel({ view }: { readonly view: OverviewWindow }) {
  const { rates, madeAt } = view
  const range = useRef(rangeOf(view))
  range.current = rangeOf(view)
  const zone = useClock(clock => clock.zone)
  const plan = useMemo(() => ratePlan({ range: () => range.current, zone }), [zone])
  const data = useMemo(() => rateData(rates), [rates])
  return (
    <Panel
      title={TITLE}
      note={
        view.isHeld ? perStep(rates.stepMs) : `${perStep(rates.stepMs)}, as far as the change stream tells`
      }
      nothing={
        rates.steps.length === 0 ? 'The bars begin in a moment: Sextant has just begun to look.' : null
      }
      table={() => <ChartTable label={TITLE} heads={heads} rows={rowsOf(view, zone)} />}
      chart={
        <Chart
          label={TITLE}
          summary={ratesSummary(view)}
          columns={data.columns}
          plan={plan}
          notes={notesOf(view)}
          readout={index => rateReadout(rates, data.stepOf[index] ?? null, { now: madeAt, zone })}
        />
      }
    />
  )
}

/** At the right, where the last whole minute stands. */
function notesOf({ rates }: OverviewWindow): ChartNote[] {
  const { lastMinute } = rates
  const perMinute = (name: 'signedIn' | 'signedOut' | 'expired') =>
    lastMinute === null ? '' : `${formatCount(lastMinute[name])} / min`
  const most = (of: (counts: Counts) => number) =>
    rates.steps.reduce((found, step) => Math.max(found, of(step)), 1)
  const up = most(step => step.signedIn)
  const down = most(step => step.signedOut + step.expired)
  const note = (y: number, word: string, tone: 'ok' | 't1' | 't2', figure: string): ChartNote => ({
    x: null,
    y,
    lines: [
      { text: word, tone },
      { text: figure, tone: 't2' }
    ]
  })
  return [
    note(up * 0.6, 'signed in', 'ok', perMinute('signedIn')),
    note(-down * 0.3, 'signed out', 't1', perMinute('signedOut')),
    note(-down * 0.9, 'expired', 't2', perMinute('expired'))
  ]
}

/** Newest first. */
function rowsOf({ rates, madeAt }: OverviewWindow, zone: TimeZone): string[][] {
  const clock = { now: madeAt, zone }
  return rates.steps
    .map(step => [
      formatClockTime(step.at, clock),
      ...[step.signedIn, step.signedOut, step.expired, step.newGuests, step.goneGuests].map(formatCount),
      ...[step.cleared, step.writes, step.touches].map(formatCount)
    ])
    .reverse()
}

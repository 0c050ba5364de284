import { useMemo, useRef } from 'react'
import type { OverviewWindow, Survey } from '../../../shared/domain/overview'
import { formatCount } from '../../../shared/words/numbers'
import type { ClockReading } from '../../format/clock-time'
import { Chart } from '../../parts/Chart'
import { ChartTable } from '../../parts/ChartTable'
import type { ChartNote } from '../../parts/chart-notes'
import { useClock } from '../../state/context'
import { expiryData } from './chart-data'
import classes from './ExpiryPanel.module.css'
import { barLabels, barName, cliffText, expiryReadout, expirySummary, lifetimesText } from './overview-text'
import { Panel } from './Panel'
import { expiryPlan } from './plans'

const TITLE = 'When sessions will expire'
const heads = ['Expires in', 'Signed in', 'Guests', 'Together']

/** How many sessions end when, the cliff among them, and how long sessions live. */
export function ExpiryPanel({ view }: { readonly view: OverviewWindow }) {
  const { survey } = view
  const zone = useClock(state => state.zone)
  const clock = { now: view.madeAt, zone }
  const labels = useRef<readonly string[]>([])
  labels.current = survey === null ? [] : barLabels(survey.bars)
  const plan = useMemo(() => expiryPlan(() => labels.current), [])
  const data = useMemo(() => expiryData(survey?.bars ?? []), [survey])
  return (
    <Panel
      title={TITLE}
      note={<Key />}
      nothing={nothingText(view)}
      table={survey && (() => <ChartTable label={TITLE} heads={heads} rows={rowsOf(survey)} />)}
      chart={
        survey && (
          <Chart
            label={TITLE}
            summary={expirySummary(survey, clock)}
            columns={data.columns}
            plan={plan}
            notes={notesOf(survey)}
            readout={index => expiryReadout(survey.bars, data.stepOf[index] ?? null)}
          />
        )
      }
      foot={survey && <Foot survey={survey} clock={clock} />}
    />
  )
}

/** What the two fills mean: bars have no end to write it at. */
function Key() {
  return (
    <>
      from now; <span className={classes.signedIn} aria-hidden /> signed in{' '}
      <span className={classes.guests} aria-hidden /> guests
    </>
  )
}

function Foot({ survey, clock }: { readonly survey: Survey; readonly clock: ClockReading }) {
  return (
    <p className={classes.foot}>
      {survey.cliff !== null && <strong className={classes.cliff}>{cliffText(survey.cliff, clock)}</strong>}
      <span>{lifetimesText(survey)}</span>
    </p>
  )
}

function nothingText({ isHeld, survey }: OverviewWindow): string | null {
  if (!isHeld)
    return 'Not known: the sessions of a large store are not held here, and the database counts them only by state.'
  if (survey === null) return 'Looking at all sessions.'
  if (survey.bars.length > 0) return null
  return survey.neverExpire > 0
    ? `None of ${formatCount(survey.neverExpire)} active sessions has an expiry.`
    : 'No active sessions.'
}

function notesOf({ bars }: Survey): ChartNote[] {
  return bars.map((bar, i) => {
    const total = bar.signedIn + bar.guests
    return {
      x: i,
      y: total,
      lines: total === 0 ? [] : [{ text: formatCount(total), tone: i === 0 ? 'warn' : 't2' }]
    }
  })
}

function rowsOf({ bars, neverExpire }: Survey): string[][] {
  const rows = bars.map(bar => [
    barName(bar),
    ...[bar.signedIn, bar.guests, bar.signedIn + bar.guests].map(formatCount)
  ])
  return neverExpire === 0 ? rows : [...rows, ['never', '', '', formatCount(neverExpire)]]
}

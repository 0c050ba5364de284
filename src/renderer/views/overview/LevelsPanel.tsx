import { useMemo, useRef } from 'react'
import type { OverviewWindow } from '../../../shared/domain/overview'
import { formatCount } from '../../../shared/words/numbers'
import { formatClockTime, type TimeZone } from '../../format/clock-time'
import { Chart } from '../../parts/Chart'
import { ChartTable } from '../../parts/ChartTable'
import type { ChartNote } from '../../parts/chart-notes'
import { useClock, usePause } from '../../state/context'
import { levelData } from './chart-data'
import { levelReadout, levelsSummary, spanWord } from './overview-text'
import { Panel } from './Panel'
import { levelPlan } from './plans'
import { rangeOf } from './range'

const TITLE = 'Signed in and guests'
const heads = ['Time', 'Signed in', 'Lowest', 'Highest', 'Guests', 'Users', 'Expired']

/** How many there were, over time. */
export function LevelsPanel({ view }: { readonly view: OverviewWindow }) {
  const { levels, madeAt } = view
  const range = useRef(rangeOf(view))
  range.current = rangeOf(view)
  const zone = useClock(clock => clock.zone)
  const plan = useMemo(() => levelPlan({ range: () => range.current, zone }), [zone])
  const isPast = usePause()?.past !== undefined
  const tooFew = isPast
    ? 'No counts over time are known of that moment: they reach back one day.'
    : 'The lines begin in a moment: Sextant has just begun to look.'
  const data = useMemo(() => levelData(levels), [levels])
  return (
    <Panel
      title={TITLE}
      note={`sessions, ${spanWord(view.ask.span)}`}
      nothing={levels.at.length < 2 ? tooFew : null}
      table={() => <ChartTable label={TITLE} heads={heads} rows={rowsOf(view, zone)} />}
      chart={
        <Chart
          label={TITLE}
          summary={levelsSummary(view, zone)}
          columns={data.columns}
          plan={plan}
          notes={notesOf(view)}
          readout={index => levelReadout(levels, data.stepOf[index] ?? null, { now: madeAt, zone })}
        />
      }
    />
  )
}

function notesOf({ levels }: OverviewWindow): ChartNote[] {
  const [signedIn, guests] = [levels.signedIn.last.at(-1) ?? 0, levels.guests.last.at(-1) ?? 0]
  return [
    {
      x: null,
      y: signedIn,
      lines: [
        { text: formatCount(signedIn), tone: 't1', isStrong: true },
        { text: 'signed in', tone: 'ok' }
      ]
    },
    {
      x: null,
      y: guests,
      lines: [
        { text: formatCount(guests), tone: 't1', isStrong: true },
        { text: guests === 1 ? 'guest' : 'guests', tone: 't2' }
      ]
    }
  ]
}

/** Newest first. */
function rowsOf({ levels, madeAt }: OverviewWindow, zone: TimeZone): string[][] {
  const clock = { now: madeAt, zone }
  const { signedIn, guests, users, expired } = levels
  const lists = [signedIn.last, signedIn.min, signedIn.max, guests.last, users.last, expired.last]
  return levels.at
    .map((at, i) => [formatClockTime(at, clock), ...lists.map(list => formatCount(list[i] ?? 0))])
    .reverse()
}

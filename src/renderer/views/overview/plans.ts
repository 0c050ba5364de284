import uPlot from 'uplot'
import type { EpochMs } from '../../../shared/domain/session'
import { formatCount } from '../../../shared/words/numbers'
import { formatClockCell, formatMinuteCell, type TimeZone } from '../../format/clock-time'
import type { ChartPlan } from '../../parts/Chart'
import { type ChartColours, hatch } from '../../parts/chart-colours'
import type { ChartRange } from './range'

const FONT = '11px "Inter Variable", sans-serif'
/** Room at the right for the words at the ends of the lines. */
const END_PX = 78
const LABEL_PX = 76

/** The range as it is by now, and the calendar that its times are told in. */
export interface TimeScale {
  readonly range: () => ChartRange
  readonly zone: TimeZone
}

/** The axes that all charts share: thin lines, grey numbers, no ticks. */
function axis(colours: ChartColours): uPlot.Axis {
  return {
    stroke: colours.t2,
    font: FONT,
    grid: { stroke: colours.line, width: 1 },
    ticks: { show: false }
  }
}

/** Counts upwards; below nothing, where a chart goes there, without a minus. */
function countAxis(colours: ChartColours): uPlot.Axis {
  return {
    ...axis(colours),
    size: 44,
    gap: 6,
    incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6],
    space: 38,
    values: (_, splits) => splits.map(value => formatCount(Math.abs(value)))
  }
}

function timeAxis(colours: ChartColours, { range, zone }: TimeScale): uPlot.Axis {
  return {
    ...axis(colours),
    size: 26,
    space: LABEL_PX,
    grid: { show: false },
    values: (_, splits) => splits.map(at => timeLabel(at, range(), zone))
  }
}

const SECONDS_BELOW_MS = 240_000

/** To the minute, except where a minute is wide. */
function timeLabel(at: EpochMs, { from, to }: ChartRange, zone: TimeZone): string {
  const clock = { now: to, zone }
  return to - from < SECONDS_BELOW_MS ? formatClockCell(at, clock) : formatMinuteCell(at, clock)
}

const timeScale = ({ range }: TimeScale): uPlot.Scale => ({
  time: true,
  range: () => [range().from, range().to]
})

/** Where days and hours begin. */
const inZone = (zone: TimeZone): Partial<Pick<uPlot.Options, 'tzDate'>> =>
  zone === 'utc' ? { tzDate: at => uPlot.tzDate(new Date(at), 'Etc/UTC') } : {}

const top = (most: number, least: number) => Math.max(least, most * 1.08)

/** Signed in as a line over its ground, guests dashed; behind each what it was between two points. */
export function levelPlan(scale: TimeScale): ChartPlan {
  return colours => {
    const edge: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } }
    const line = (stroke: string): uPlot.Series => ({ stroke, width: 1.5, points: { show: false } })
    return {
      padding: [8, END_PX, 0, 0],
      ...inZone(scale.zone),
      scales: {
        x: timeScale(scale),
        y: { range: (_, __, max) => [0, top(max ?? 0, 4)] }
      },
      axes: [timeAxis(colours, scale), countAxis(colours)],
      bands: [
        { series: [2, 1], fill: colours['tint-new'] },
        { series: [5, 4], fill: colours.line }
      ],
      series: [
        {},
        edge,
        edge,
        { ...line(colours.ok), width: 2, fill: colours['tint-new'] },
        edge,
        edge,
        { ...line(colours.t2), dash: [4, 3] }
      ]
    }
  }
}

/** As wide a part of their place as `share`, but no wider than `most` px. */
function barsOf(share: number, most: number): Pick<uPlot.Series, 'paths'> {
  const paths = uPlot.paths.bars?.({ size: [share, most] })
  return paths === undefined ? {} : { paths }
}

/** Sign-ins upwards, sign-outs downwards, what expired hollow beyond them. */
export function ratePlan(scale: TimeScale): ChartPlan {
  return colours => {
    const paths = barsOf(0.72, 24)
    const bar = (fill: string, stroke: string): uPlot.Series => ({
      fill,
      stroke,
      width: 1,
      ...paths,
      points: { show: false }
    })
    return {
      padding: [8, END_PX, 0, 0],
      ...inZone(scale.zone),
      scales: {
        x: timeScale(scale),
        y: { range: (_, min, max) => [-top(-(min ?? 0), 2), top(max ?? 0, 2)] }
      },
      axes: [timeAxis(colours, scale), countAxis(colours)],
      series: [
        {},
        bar(colours.ok, 'transparent'),
        bar('transparent', colours.t2),
        bar(colours.bar, 'transparent')
      ]
    }
  }
}

/** One bar a stretch of time: the signed in at its foot, guests hatched above them. */
export function expiryPlan(labels: () => readonly string[]): ChartPlan {
  return colours => {
    const paths = barsOf(0.8, 60)
    const bar = (fill: string | CanvasPattern, stroke: string): uPlot.Series => ({
      fill: () => fill as string,
      stroke,
      width: 1,
      ...paths,
      points: { show: false }
    })
    return {
      padding: [18, 4, 0, 0],
      scales: {
        x: { time: false, range: () => [-0.6, Math.max(1, labels().length) - 0.4] },
        y: { range: (_, __, max) => [0, top(max ?? 0, 4)] }
      },
      axes: [
        {
          ...axis(colours),
          size: 26,
          grid: { show: false },
          splits: () => labels().map((_, i) => i),
          values: (_, splits) => splits.map(i => labels()[i] ?? '')
        },
        countAxis(colours)
      ],
      series: [
        {},
        bar(hatch(colours.bar), colours.bar),
        bar(colours.ok, colours.ok),
        bar(colours.warn, colours.warn)
      ]
    }
  }
}

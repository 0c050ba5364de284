import 'uplot/dist/uPlot.min.css'
import { useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react'
import uPlot from 'uplot'
import classes from './Chart.module.css'
import { type ChartColours, readColours } from './chart-colours'
import { type ChartNote, drawNotes } from './chart-notes'

/** All of uPlot's options that one chart decides for itself. */
export type ChartPlan = (
  colours: ChartColours
) => Pick<uPlot.Options, 'series' | 'axes' | 'scales'> &
  Partial<Pick<uPlot.Options, 'bands' | 'padding' | 'tzDate'>>

interface Props {
  readonly label: string
  /** What it shows, for those who do not see it. */
  readonly summary: string
  /** Columns, x first; see uPlot. */
  readonly columns: readonly (readonly (number | null)[])[]
  /** Must be the same function as long as the chart is the same: another one draws it anew. */
  readonly plan: ChartPlan
  readonly notes: readonly ChartNote[]
  /** The exact values at a place of the columns. */
  readonly readout: (index: number) => string
}

/** A chart with a crosshair: the pointer or the arrow keys move it, the line above tells what is there. */
export function Chart({ label, summary, columns, plan, notes, readout }: Props) {
  const { ref: sizer, width, height } = useElementSize()
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | null>(null)
  const latest = useRef({ columns, notes })
  latest.current = { columns, notes }
  const pinned = useRef<number | null>(null)
  const [index, setIndex] = useState<number | null>(null)
  const scheme = useComputedColorScheme('dark')
  const summaryId = useId()
  const hasSize = width > 0 && height > 0

  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme has other colours, read when it is drawn
  useEffect(() => {
    if (host.current === null || !hasSize) return
    const colours = readColours(host.current)
    const made = new uPlot(
      {
        width,
        height,
        ms: 1,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
        ...plan(colours),
        hooks: {
          draw: [drawn => drawNotes(drawn, latest.current.notes, colours)],
          setCursor: [moved => setIndex(moved.cursor.idx ?? null)]
        }
      },
      latest.current.columns as uPlot.AlignedData,
      host.current
    )
    plot.current = made
    return () => {
      made.destroy()
      plot.current = null
    }
  }, [plan, scheme, hasSize])

  useEffect(() => {
    if (hasSize) plot.current?.setSize({ width, height })
  }, [width, height, hasSize])

  /** Where the keys have put the crosshair it stays, while time moves on under it. */
  const showPinned = useCallback(() => {
    const made = plot.current
    if (made && pinned.current !== null) made.setCursor({ left: made.valToPos(pinned.current, 'x'), top: 0 })
  }, [])

  useEffect(() => {
    const made = plot.current
    made?.setData(columns as uPlot.AlignedData)
    // After uPlot's own microtask, which moves the scales.
    queueMicrotask(() => made === plot.current && showPinned())
  }, [columns, showPinned])

  const last = (columns[0]?.length ?? 0) - 1
  const shown = index === null || index > last ? null : index

  function moveTo(next: number): void {
    pinned.current = columns[0]?.[next] ?? null
    showPinned()
  }

  function onKeyDown(event: KeyboardEvent): void {
    const next = nextIndex(event.key, shown, last)
    if (next === null) return
    event.preventDefault()
    moveTo(next)
  }

  function hide(): void {
    pinned.current = null
    plot.current?.setCursor({ left: -10, top: -10 })
  }

  return (
    <div className={classes.root}>
      <p className={classes.readout} aria-hidden>
        {shown === null ? '' : readout(shown)}
      </p>
      <div
        ref={sizer}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-describedby={summaryId}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={shown ?? Math.max(0, last)}
        aria-valuetext={last < 0 ? 'nothing yet' : readout(shown ?? last)}
        className={classes.canvas}
        onKeyDown={onKeyDown}
        onFocus={() => shown === null && moveTo(last)}
        onBlur={hide}
        onPointerMove={() => {
          pinned.current = null
        }}
      >
        <div ref={host} className={classes.host} />
      </div>
      <p id={summaryId} className="visually-hidden">
        {summary} Arrow keys move through it.
      </p>
    </div>
  )
}

const PAGE = 10

/** Where a key leads; null: nowhere. The first one lands on the newest. */
function nextIndex(key: string, from: number | null, last: number): number | null {
  const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: PAGE, PageDown: -PAGE }[key]
  if (key === 'Home') return 0
  if (key === 'End') return last
  if (step === undefined || last < 0) return null
  return from === null ? last : Math.min(last, Math.max(0, from + step))
}

import type uPlot from 'uplot'
import type { ChartColours } from './chart-colours'

/** Words within a chart: at the right end of a line, or above a bar. */
export interface ChartNote {
  /** Null: to the right of everything. */
  readonly x: number | null
  readonly y: number
  /** One under the other. */
  readonly lines: readonly {
    readonly text: string
    readonly tone: keyof ChartColours
    readonly isStrong?: boolean
  }[]
}

const LINE_PX = 14
const GAP_PX = 10
const ABOVE_PX = 4

/** Draws them. Those at the right keep out of each other's way, in the order of their heights. */
export function drawNotes(plot: uPlot, notes: readonly ChartNote[], colours: ChartColours): void {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.scale(devicePixelRatio, devicePixelRatio)
  // uPlot leaves them as its axes needed them.
  ctx.textBaseline = 'alphabetic'
  ctx.textAlign = 'left'
  const place = (note: ChartNote) => plot.valToPos(note.y, 'y', true) / devicePixelRatio
  const atEnd = notes.filter(note => note.x === null).sort((a, b) => place(a) - place(b))
  const left = (bbox.left + bbox.width) / devicePixelRatio + GAP_PX
  const bottom = (bbox.top + bbox.height) / devicePixelRatio
  for (const [note, top] of spreadOut(atEnd, place, bottom)) drawLines(ctx, note, colours, left, top)
  ctx.textAlign = 'center'
  for (const note of notes) {
    if (note.x === null) continue
    const x = plot.valToPos(note.x, 'x', true) / devicePixelRatio
    drawLines(ctx, note, colours, x, place(note) - ABOVE_PX - (note.lines.length - 1) * LINE_PX)
  }
  ctx.restore()
}

/** Tops of the first lines: each where its line ends, or lower when that is taken; all of them above `bottom`. */
function spreadOut(
  notes: readonly ChartNote[],
  place: (note: ChartNote) => number,
  bottom: number
): (readonly [ChartNote, number])[] {
  const heightOf = (note: ChartNote) => note.lines.length * LINE_PX + 4
  let free = Number.NEGATIVE_INFINITY
  const tops = notes.map(note => {
    const top = Math.max(free, place(note) - 2)
    free = top + heightOf(note)
    return top
  })
  let limit = bottom
  for (let i = notes.length - 1; i >= 0; i -= 1) {
    tops[i] = Math.min(tops[i] as number, limit - heightOf(notes[i] as ChartNote) + LINE_PX)
    limit = (tops[i] as number) - LINE_PX
  }
  return notes.map((note, i) => [note, tops[i] as number] as const)
}

function drawLines(
  ctx: CanvasRenderingContext2D,
  note: ChartNote,
  colours: ChartColours,
  x: number,
  top: number
): void {
  note.lines.forEach(({ text, tone, isStrong }, i) => {
    ctx.font = `${isStrong ? '600 13px' : '11px'} "Inter Variable", sans-serif`
    ctx.fillStyle = colours[tone]
    ctx.fillText(text, x, top + i * LINE_PX)
  })
}

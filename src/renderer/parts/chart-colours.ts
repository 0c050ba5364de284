const names = ['t1', 't2', 't3', 'line', 'edge', 'ok', 'bar', 'warn', 'accent', 'bg', 'tint-new'] as const

/** LOOK's tokens as the page has them at this moment: a canvas cannot read CSS variables by itself. */
export type ChartColours = Readonly<Record<(typeof names)[number], string>>

/** Read them again after the theme has changed. */
export function readColours(element: Element): ChartColours {
  const style = getComputedStyle(element)
  return Object.fromEntries(
    names.map(name => [name, style.getPropertyValue(`--${name}`).trim()])
  ) as ChartColours
}

/** Slanted lines, for guests: told apart without colour. */
export function hatch(colour: string): CanvasPattern | string {
  const tile = document.createElement('canvas')
  const size = Math.round(5 * devicePixelRatio)
  tile.width = size
  tile.height = size
  const context = tile.getContext('2d')
  if (context === null) return colour
  context.strokeStyle = colour
  context.lineWidth = Math.max(1, devicePixelRatio)
  context.beginPath()
  // Three strokes, so that the corners meet those of the next tile.
  for (const offset of [-size, 0, size]) {
    context.moveTo(offset, size)
    context.lineTo(offset + size, 0)
  }
  context.stroke()
  return context.createPattern(tile, 'repeat') ?? colour
}

import type { WebContents } from 'electron'

/** Zoom factors as browsers have them. */
const steps = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const

/** Which way: larger, smaller, or back to how it was made. */
export type ZoomStep = 'in' | 'out' | 'reset'

/** The factor a step leads to. Between two steps the next one in that direction; at the ends it stays. */
export function nextZoom(factor: number, step: ZoomStep): number {
  if (step === 'reset') return 1
  if (step === 'in') return steps.find(one => one > factor + 0.001) ?? factor
  return steps.findLast(one => one < factor - 0.001) ?? factor
}

/** Where the factor is kept from one start to the next. */
export interface ZoomPlace {
  zoom(): number
  setZoom(factor: number): void
}

/** Gives the page the zoom it had last, also after a reload; answers with what a key or menu item does. */
export function keepZoom(contents: WebContents, place: ZoomPlace): (step: ZoomStep) => void {
  const apply = () => contents.setZoomFactor(place.zoom())
  apply()
  contents.on('did-finish-load', apply)
  return step => {
    place.setZoom(nextZoom(contents.getZoomFactor(), step))
    apply()
  }
}

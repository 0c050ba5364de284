import type { Bridge } from '../shared/ipc/contract'

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly sextant?: Bridge
  }
}

/** The way to main. This file alone touches `window.sextant`. */
export function pageBridge(): Bridge {
  if (window.sextant === undefined) throw new Error('This page runs inside Sextant: the preload is missing')
  return window.sextant
}

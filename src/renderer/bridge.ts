import type { PageBridge } from '../shared/ipc/contract'

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly sextant?: PageBridge
  }
}

/** The way to main. This file alone touches `window.sextant`. */
export function pageBridge(): PageBridge {
  if (window.sextant === undefined) throw new Error('This page runs inside Sextant: the preload is missing')
  return window.sextant
}

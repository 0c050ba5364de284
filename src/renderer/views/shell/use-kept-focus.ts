import { useEffect } from 'react'

/** What closes gives the focus back by itself, most of the time: it is let go first. */
const SETTLED_MS = 60
/** Where the keys go on working: the rows, else whatever there is first. */
const places = ['[data-grid]', 'main [tabindex="0"]', 'main input, main button:not([disabled])']

/** For who works by keyboard: what had the focus may go, a dialog or a tab, but the focus is never nowhere. */
export function useKeptFocus(): void {
  useEffect(() => {
    let isByKey = false
    let timer: ReturnType<typeof setTimeout> | undefined

    function keep(): void {
      timer = undefined
      if (document.activeElement !== document.body || document.querySelector('[role="dialog"]') !== null)
        return
      for (const place of places) {
        const element = document.querySelector<HTMLElement>(place)
        if (element === null) continue
        element.focus({ preventScroll: true })
        return
      }
    }

    const onKey = () => {
      isByKey = true
    }
    const onPointer = () => {
      isByKey = false
    }
    const observer = new MutationObserver(() => {
      if (isByKey && document.activeElement === document.body) timer ??= setTimeout(keep, SETTLED_MS)
    })
    observer.observe(document.body, { childList: true, subtree: true })
    window.addEventListener('keydown', onKey, { capture: true })
    window.addEventListener('pointerdown', onPointer, { capture: true })
    return () => {
      observer.disconnect()
      clearTimeout(timer)
      window.removeEventListener('keydown', onKey, { capture: true })
      window.removeEventListener('pointerdown', onPointer, { capture: true })
    }
  }, [])
}

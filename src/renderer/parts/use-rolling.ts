import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useStores } from '../state/context'
import { ROW_PX, type Seen, type Slice, type Stand, shiftOf, standOf, topOf } from './rolling'

/** A grid that scrolls over more rows than it holds, and whose rows never jump. */
export interface Rolling {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly spacer: RefObject<HTMLDivElement | null>
  readonly items: readonly VirtualItem[]
  readonly seen: Seen
  /** Rows keep their pixel place: scrolled away from the top, or the pointer is inside. */
  readonly isAnchored: boolean
  readonly isPointerInside: boolean
  /** How many rows came in above the picture since it was held. */
  readonly newAbove: number
  readonly goTop: () => void
  readonly reveal: (index: number) => void
  readonly onPointerMove: (event: PointerEvent) => void
  readonly onPointerLeave: () => void
}

/**
 * Rolls over `slice`. The scroller is the grid itself, its first 28 px under a sticky head. A grid that comes back to the
 * screen stands where the one of this `name` stood in the same list.
 */
export function useRolling(slice: Slice | null, name: string): Rolling {
  const { stands } = useStores()
  const [startTop] = useState(() => topOf(slice, stands.get(name) ?? null))
  const scroller = useRef<HTMLDivElement>(null)
  const spacer = useRef<HTMLDivElement>(null)
  /** Where the code last put the scroll bar: a scroll event from there is not the person's. */
  const placedAt = useRef(0)
  const [isAtTop, setAtTop] = useState(startTop < ROW_PX)
  const [isPointerInside, setPointerInside] = useState(false)
  const [newAbove, setNewAbove] = useState(0)
  const isAnchored = !isAtTop || isPointerInside
  const virtualizer = useVirtualizer({
    count: slice?.matching ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    initialOffset: startTop,
    overscan: 12
  })

  const place = useRef((top: number): void => {
    const element = scroller.current
    if (element === null) return
    element.scrollTop = top
    placedAt.current = element.scrollTop
  }).current

  useScrollByHand(scroller, placedAt, top => {
    setAtTop(top < ROW_PX)
    if (top < ROW_PX) setNewAbove(0)
  })
  const onShift = useRef((shift: number): void => setNewAbove(count => count + Math.max(0, shift))).current
  const onRestart = useRef((): void => {
    place(0)
    setAtTop(true)
    setNewAbove(0)
  }).current
  useKeptPicture({ slice, scroller, spacer, startTop, isAnchored, place, onShift, onRestart })
  useKeptStand(slice, scroller, stand => {
    if (stand === null) stands.delete(name)
    else stands.set(name, stand)
  })

  return {
    scroller,
    spacer,
    items: virtualizer.getVirtualItems(),
    seen: seenOf(scroller.current, slice?.matching ?? 0, startTop),
    isAnchored,
    isPointerInside,
    newAbove,
    goTop: onRestart,
    reveal: index => {
      const element = scroller.current
      if (element === null) return
      const height = element.clientHeight - ROW_PX
      const top = index * ROW_PX
      if (top < element.scrollTop) element.scrollTop = top
      else if (top + ROW_PX > element.scrollTop + height) element.scrollTop = top + ROW_PX - height
    },
    // A window that opens under a resting pointer is also "entered", without a movement: nobody is about to click there.
    onPointerMove: event => {
      if (event.movementX !== 0 || event.movementY !== 0) setPointerInside(true)
    },
    onPointerLeave: () => {
      setPointerInside(false)
      if (isAtTop) onRestart()
    }
  }
}

interface Keeping {
  readonly slice: Slice | null
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly spacer: RefObject<HTMLDivElement | null>
  /** Where the bar is put first. */
  readonly startTop: number
  readonly isAnchored: boolean
  readonly place: (top: number) => void
  readonly onShift: (shift: number) => void
  readonly onRestart: () => void
}

/** When the list changes under the eye, slides it back before it is painted. */
function useKeptPicture(keeping: Keeping): void {
  const { slice, scroller, spacer, startTop, isAnchored, place, onShift, onRestart } = keeping
  const shown = useRef<Slice | null>(null)
  useLayoutEffect(() => {
    const before = shown.current
    const element = scroller.current
    if (element === null || spacer.current === null || slice === null) return
    shown.current = slice
    const height = slice.matching * ROW_PX
    const isSame = before !== null && before.question === slice.question
    const shift = isSame && isAnchored ? shiftOf(before, slice, Math.floor(element.scrollTop / ROW_PX)) : 0
    const top = element.scrollTop + shift * ROW_PX
    // A short list has no room to scroll, and would have to jump: give it the room.
    const room = isAnchored && isSame && top > 0 ? top + element.clientHeight - ROW_PX : 0
    spacer.current.style.height = `${Math.max(height, room)}px`
    if (before === null) place(startTop)
    else if (!isSame) onRestart()
    else if (shift !== 0) {
      place(top)
      onShift(shift)
    }
  }, [slice, isAnchored, scroller, spacer, startTop, place, onShift, onRestart])
}

/** Tells where the grid stands as it leaves the screen. */
function useKeptStand(
  slice: Slice | null,
  scroller: RefObject<HTMLDivElement | null>,
  keep: (stand: Stand | null) => void
): void {
  const latest = useRef({ slice, keep })
  latest.current = { slice, keep }
  useLayoutEffect(() => {
    const element = scroller.current
    return () => {
      const last = latest.current
      if (element !== null && last.slice !== null) last.keep(standOf(last.slice, element.scrollTop))
    }
  }, [scroller])
}

/** Tells where the person scrolled to; what `place` did is left out. */
function useScrollByHand(
  scroller: RefObject<HTMLDivElement | null>,
  placedAt: RefObject<number>,
  told: (top: number) => void
): void {
  const latest = useRef(told)
  latest.current = told
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const onScroll = (): void => {
      if (Math.abs(element.scrollTop - placedAt.current) < 1) return
      placedAt.current = -1
      latest.current(element.scrollTop)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [scroller, placedAt])
}

function seenOf(element: HTMLDivElement | null, matching: number, startTop: number): Seen {
  // Before the first layout a tall screen is assumed, so that the first question already fills it.
  if (element === null) return { first: Math.floor(startTop / ROW_PX), count: 40 }
  const first = Math.min(Math.floor(element.scrollTop / ROW_PX), Math.max(0, matching - 1))
  return { first, count: Math.ceil(element.clientHeight / ROW_PX) }
}

import { useEffect, useState } from 'react'

/** Waits shorter than this show nothing at all. */
const PATIENCE_MS = 500

/** False at first, true once something has been waited for long enough to say so. */
export function usePatience(): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return isOver
}

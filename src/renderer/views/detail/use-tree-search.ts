import { useMemo, useState } from 'react'
import type { BsonNode } from '../../../shared/domain/detail'
import { type Found, searchTree } from './tree-search'

/** A search in one document, and the place it stands at. */
export function useTreeSearch(root: BsonNode) {
  const [text, setText] = useState('')
  const [step, setStep] = useState(0)
  const found = useMemo(() => searchTree(root, text), [root, text])
  const at = found.length === 0 ? 0 : ((step % found.length) + found.length) % found.length
  const current: Found | null = found[at] ?? null

  return {
    text,
    at,
    count: found.length,
    current,
    onText(next: string): void {
      setText(next)
      setStep(0)
    },
    onStep: (by: 1 | -1) => setStep(was => was + by)
  }
}

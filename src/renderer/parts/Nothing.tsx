import type { ReactNode } from 'react'
import { useFeed } from '../state/context'
import classes from './Nothing.module.css'
import { SkeletonRows } from './SkeletonRows'

interface Props {
  readonly title: string
  readonly text: string | null
  readonly action?: ReactNode
  /** While the first read runs, "nothing" is not known yet: skeleton rows instead. */
  readonly isLoadingToo?: boolean
}

/** A place without rows says why, and what to do. */
export function Nothing({ title, text, action, isLoadingToo = false }: Props) {
  const { kind } = useFeed()
  if (isLoadingToo && (kind === 'reading' || kind === 'connecting')) return <SkeletonRows />
  return (
    <div className={classes.root} role="status">
      <p className={classes.title}>{title}</p>
      {text !== null && <p className={classes.text}>{text}</p>}
      {action}
    </div>
  )
}

import { IconArrowUp } from '@tabler/icons-react'
import { formatCount } from '../../shared/words/numbers'
import classes from './NewAbove.module.css'

interface Props {
  readonly count: number
  /** The order is held: they wait outside instead of standing above. */
  readonly isHeld: boolean
  readonly onShow: () => void
}

/** Rows that came in without moving the picture. A click goes to them. */
export function NewAbove({ count, isHeld, onShow }: Props) {
  if (count === 0) return null
  return (
    <button type="button" className={classes.root} onClick={onShow}>
      <IconArrowUp size={13} stroke={1.75} aria-hidden />
      {formatCount(count)} new {isHeld ? (count === 1 ? 'waits' : 'wait') : 'above'}
    </button>
  )
}

import { Button } from '@mantine/core'
import { readingText } from '../format/feed-text'
import { useFeed, useStores } from '../state/context'
import classes from './SkeletonRows.module.css'
import { usePatience } from './use-patience'

const rows = Array.from({ length: 18 }, (_, index) => index)

/** Rows to come, and how far reading them is, once it has taken half a second. */
export function SkeletonRows() {
  const { commands } = useStores()
  const feed = useFeed()
  if (!usePatience()) return null
  return (
    <div className={classes.root}>
      {rows.map(row => (
        <div key={row} className={classes.row} aria-hidden="true">
          <span className={classes.block} style={{ width: `${24 + ((row * 37) % 22)}%` }} />
          <span className={classes.block} style={{ width: '6%' }} />
          <span className={classes.block} style={{ width: '16%' }} />
        </div>
      ))}
      {feed.kind === 'reading' && (
        <div className={classes.progress} role="status">
          Reading {readingText(feed.done, feed.expected)}
          <Button variant="default" onClick={() => void commands.closeStore()}>
            Cancel
          </Button>
        </div>
      )}
    </div>
  )
}

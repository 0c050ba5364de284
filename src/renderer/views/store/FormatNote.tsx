import { Tooltip } from '@mantine/core'
import type { FormatFacts } from '../../../shared/domain/store'
import { formatLines, replayNote, replayWord } from '../../format/format-text'
import { certainty } from '../../format/names'
import classes from './StatusBar.module.css'

/** By which format the store is read, how sure that is, and what a leaked document of it would be worth. */
export function FormatNote({ format }: { readonly format: FormatFacts }) {
  const { replay } = format
  return (
    <>
      <Tooltip multiline label={formatLines(format).join('\n')} className={classes.lines}>
        <span>
          {format.label} · {format.isVerified ? certainty(format) : 'unverified'}
        </span>
      </Tooltip>
      {replay !== null && (
        <Tooltip label={replayNote(replay)}>
          <span className={classes.badge} data-risk={replay}>
            {replayWord(replay)}
          </span>
        </Tooltip>
      )}
    </>
  )
}

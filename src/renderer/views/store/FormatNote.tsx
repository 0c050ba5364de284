import { Menu, ScrollArea, Tooltip } from '@mantine/core'
import type { StoreFacts } from '../../../shared/domain/store'
import { formatActions } from '../../actions/format-actions'
import { formatLines, replayNote, replayWord } from '../../format/format-text'
import { certainty } from '../../format/names'
import { ActionItems } from '../../parts/ActionItem'
import { useStores } from '../../state/context'
import classes from './StatusBar.module.css'

/** By which format the store is read, how sure that is and why, the choice of another; and what a leaked document is worth. */
export function FormatNote({ store }: { readonly store: StoreFacts }) {
  const stores = useStores()
  const { format } = store
  const { replay } = format
  return (
    <>
      <Menu position="top-end" width={360}>
        <Menu.Target>
          <button type="button" className={classes.button}>
            {format.label} · {format.isVerified ? certainty(format) : 'unverified'}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {formatLines(format).map(line => (
            <Menu.Label key={line} className={classes.long}>
              <bdi>{line}</bdi>
            </Menu.Label>
          ))}
          <Menu.Divider />
          <ScrollArea.Autosize mah={220}>
            <ActionItems actions={formatActions(stores)} />
          </ScrollArea.Autosize>
        </Menu.Dropdown>
      </Menu>
      {replay !== null && (
        <Tooltip label={replayNote(replay)}>
          <span className={`${classes.badge} ${classes.optional}`} data-risk={replay}>
            {replayWord(replay)}
          </span>
        </Tooltip>
      )}
    </>
  )
}

import { Menu, ScrollArea, Tooltip } from '@mantine/core'
import { formatIds, type StoreFacts } from '../../../shared/domain/store'
import { formatLines, replayNote, replayWord } from '../../format/format-text'
import { certainty } from '../../format/names'
import { useStores } from '../../state/context'
import classes from './StatusBar.module.css'

const libraries = formatIds.filter(id => id !== 'mapped')

/** By which format the store is read, how sure that is and why, the choice of another; and what a leaked document is worth. */
export function FormatNote({ store }: { readonly store: StoreFacts }) {
  const { commands } = useStores()
  const { format, ask } = store
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
            <Menu.Item disabled={ask.format === 'auto'} onClick={() => void commands.setFormat('auto')}>
              Read as found by itself
            </Menu.Item>
            {libraries.map(id => (
              <Menu.Item key={id} disabled={ask.format === id} onClick={() => void commands.setFormat(id)}>
                Read as {id}
              </Menu.Item>
            ))}
          </ScrollArea.Autosize>
        </Menu.Dropdown>
      </Menu>
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

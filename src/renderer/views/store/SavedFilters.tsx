import { ActionIcon, Menu } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { useState } from 'react'
import type { SavedFilter } from '../../../shared/filter/saved'
import { useStores } from '../../state/context'
import { SavedFiltersDialog } from './SavedFiltersDialog'

interface Props {
  /** As it stands in the field. */
  readonly text: string
  readonly onChoose: (text: string) => void
}

/** The filters kept by name for this store: choose one, or keep the one that is there. */
export function SavedFilters({ text, onChoose }: Props) {
  const { bridge } = useStores()
  const [saved, setSaved] = useState<readonly SavedFilter[]>([])
  const [isOpen, setOpen] = useState(false)

  async function read(): Promise<void> {
    const outcome = await bridge.ask('saved-filters:read', undefined)
    if (outcome.ok) setSaved(outcome.value)
  }

  return (
    <>
      <Menu position="bottom-start" onOpen={() => void read()}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            size={28}
            color="gray"
            aria-label="Saved filters"
            title="Saved filters"
          >
            <IconBookmark size={14} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {saved.map(one => (
            <Menu.Item key={one.name} title={one.text} onClick={() => onChoose(one.text)}>
              <bdi>{one.name}</bdi>
            </Menu.Item>
          ))}
          {saved.length > 0 && <Menu.Divider />}
          <Menu.Item onClick={() => setOpen(true)}>
            {text.trim() === '' ? 'Change saved filters…' : 'Save this filter…'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <SavedFiltersDialog
        isOpen={isOpen}
        text={text}
        saved={saved}
        onSaved={setSaved}
        onClose={() => setOpen(false)}
      />
    </>
  )
}

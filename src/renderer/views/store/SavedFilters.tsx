import { ActionIcon, Menu } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import type { SavedFilter } from '../../../shared/filter/saved'
import { savedFilterActions } from '../../actions/list-actions'
import { ActionItem } from '../../parts/ActionItem'
import { useStores, useUi } from '../../state/context'
import { SavedFiltersDialog } from './SavedFiltersDialog'

interface Props {
  /** As it stands in the field. */
  readonly text: string
}

/** The filters kept by name for this store: choose one, or keep the one that is there. */
export function SavedFilters({ text }: Props) {
  const stores = useStores()
  const { bridge, ui } = stores
  const isOpen = useUi(state => state.isSavedFiltersOpen)
  const [saved, setSaved] = useState<readonly SavedFilter[]>([])

  const read = useCallback(async () => {
    const outcome = await bridge.ask('saved-filters:read', undefined)
    if (outcome.ok) setSaved(outcome.value)
  }, [bridge])

  useEffect(() => {
    if (isOpen) void read()
  }, [isOpen, read])

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
          {savedFilterActions(stores, saved, text).map((action, at) => (
            <ActionItem key={action.id} action={action}>
              <bdi title={saved[at]?.text}>{action.short ?? action.label}</bdi>
            </ActionItem>
          ))}
        </Menu.Dropdown>
      </Menu>
      <SavedFiltersDialog
        isOpen={isOpen}
        text={text}
        saved={saved}
        onSaved={setSaved}
        onClose={() => ui.setState({ isSavedFiltersOpen: false })}
      />
    </>
  )
}

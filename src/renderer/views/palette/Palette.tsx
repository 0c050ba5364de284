import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useApp, useConnection, useStores, useUsers, useView } from '../../state/context'
import classes from './Palette.module.css'
import { paletteActions } from './palette-actions'
import { useUsersFound } from './use-users-found'

/** Go to anything: stores, tabs, users, and every act there is. */
export function Palette() {
  const stores = useStores()
  const connection = useConnection()
  const [isOpen, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const found = useUsersFound(isOpen ? query : '')
  // Closed, it does not follow the rows: they change ten times a second.
  const rows = useView(state => (isOpen && state.view?.rows) || null)
  const lines = useUsers(state => (isOpen && state.view?.lines) || null)
  const hasStore = useApp(state => state.facts?.store != null)
  const isPaused = useApp(state => state.facts?.pause != null)
  const actions = useMemo(
    () => paletteActions(stores, { connection, rows, lines, found, hasStore, isPaused }),
    [stores, connection, rows, lines, found, hasStore, isPaused]
  )
  return (
    <Spotlight
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => setOpen(true)}
      onSpotlightClose={() => setOpen(false)}
      shortcut="mod + K"
      tagsToIgnore={[]}
      nothingFound="Nothing of that name"
      limit={12}
      lockScroll={false}
      scrollable
      size={560}
      radius={8}
      attributes={{ content: { 'aria-label': 'Go to' } }}
      overlayProps={{ backgroundOpacity: 0.5, blur: 0 }}
      transitionProps={{ duration: 80 }}
      classNames={{
        content: classes.content ?? '',
        search: classes.search ?? '',
        action: classes.action ?? '',
        actionsGroup: classes.group ?? ''
      }}
      maxHeight={420}
      searchProps={{
        'aria-label': 'Go to',
        placeholder: 'Go to a store, a user, an action',
        leftSection: <IconSearch size={16} stroke={1.75} aria-hidden />
      }}
    />
  )
}

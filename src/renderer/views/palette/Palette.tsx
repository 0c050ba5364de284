import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useApp, useNames, useStores, useUsers, useView } from '../../state/context'
import classes from './Palette.module.css'
import { paletteGroups } from './palette-groups'
import { useAskedFacts } from './use-asked-facts'
import { useUsersFound } from './use-users-found'

/** More than there are actions: all of them can be scrolled through. */
const MOST_ENTRIES = 300

/** Go to anything: stores, tabs, users, and every act there is. */
export function Palette() {
  const stores = useStores()
  const [isOpen, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const found = useUsersFound(isOpen ? query : '')
  // Closed, it does not follow the rows: they change ten times a second.
  const rows = useView(state => (isOpen && state.view?.rows) || null)
  const lines = useUsers(state => (isOpen && state.view?.lines) || null)
  const isCounted = useView(state => state.view?.limits != null)
  const asked = useAskedFacts(isOpen)
  const lookFor = isCounted && query.trim() !== '' ? query.trim() : null
  // Nothing changes under an open palette but by what comes from elsewhere: these stand for all of that.
  const app = useApp(state => (isOpen ? state : null))
  const names = useNames(state => (isOpen ? state : null))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the actions read the state of the stores themselves
  const actions = useMemo(
    () => paletteGroups(stores, { ...asked, rows, lines, found, lookFor }),
    [stores, asked, rows, lines, found, lookFor, isOpen, app, names]
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
      limit={MOST_ENTRIES}
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
      // The search has the focus and moves through the list; by itself that cannot be scrolled by key.
      scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': 'What there is to go to' } }}
      searchProps={{
        'aria-label': 'Go to',
        placeholder: 'Go to a store, a user, an action',
        leftSection: <IconSearch size={16} stroke={1.75} aria-hidden />
      }}
    />
  )
}

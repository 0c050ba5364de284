import { Button } from '@mantine/core'
import { formatCount } from '../../../shared/words/numbers'
import { Nothing } from '../../parts/Nothing'
import { SkeletonRows } from '../../parts/SkeletonRows'
import { useStores, useUi, useUsers } from '../../state/context'

/** What stands in the Users grid when it has no rows. */
export function UsersNothing() {
  const { ui } = useStores()
  const fault = useUsers(state => state.fault)
  const isUnknown = useUsers(state => state.view === null)
  const matching = useUsers(state => state.view?.matching ?? 0)
  const all = useUsers(state => state.view?.totals.users ?? 0)
  const guests = useUsers(state => state.view?.totals.guests ?? 0)
  const trouble = useUsers(state => state.view?.counted?.trouble ?? null)
  const isSearching = useUsers(state => state.view?.reading?.trouble === null)
  const isFiltered = useUi(({ users }) => users.filter !== '' || users.facet !== 'all')
  if (isUnknown) {
    return fault === null ? <SkeletonRows /> : <Nothing title={fault.message} text={fault.hint} />
  }
  if (matching > 0) return null
  if (isSearching) return <SkeletonRows />
  if (trouble !== null) {
    return (
      <Nothing
        title="The database cannot count users of this store."
        text={`${trouble} Read into this window, they can be: choose how many sessions that may be in the menu “Large store” above.`}
      />
    )
  }
  if (!isFiltered || all === 0) {
    const text =
      guests > 0
        ? `${formatCount(guests)} ${guests === 1 ? 'guest names' : 'guests name'} no user. Sign in to your app; the user appears here by itself.`
        : 'Sign in to your app; the user appears here by itself.'
    return <Nothing title="Nobody is signed in." text={text} isLoadingToo />
  }
  return (
    <Nothing
      title="No user matches."
      text={`${formatCount(all)} ${all === 1 ? 'is' : 'are'} hidden by the filter.`}
      action={
        <Button variant="default" onClick={() => ui.setUsers({ filter: '', facet: 'all' })}>
          Clear filter
        </Button>
      }
    />
  )
}

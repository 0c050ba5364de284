import { Button } from '@mantine/core'
import { formatCount } from '../../../shared/words/numbers'
import { Nothing } from '../../parts/Nothing'
import { SkeletonRows } from '../../parts/SkeletonRows'
import { useStores, useUi, useView } from '../../state/context'

/** What stands in the grid when it has no rows: loading, nothing yet, or everything filtered away. */
export function SessionsNothing() {
  const { ui } = useStores()
  const fault = useView(state => state.fault)
  const isUnknown = useView(state => state.view === null)
  const matching = useView(state => state.view?.matching ?? 0)
  const documents = useView(state => state.view?.totals.documents ?? 0)
  const isSearching = useView(state => state.view?.reading?.trouble === null)
  const isFiltered = useUi(
    ({ sessions }) => sessions.filter !== '' || sessions.facet !== 'all' || sessions.user !== null
  )
  if (isUnknown) {
    return fault === null ? <SkeletonRows /> : <Nothing title={fault.message} text={fault.hint} />
  }
  if (matching > 0) return null
  if (documents === 0) {
    return (
      <Nothing
        title="No sessions yet."
        text="Sign in to your app; the session appears here by itself."
        isLoadingToo
      />
    )
  }
  if (!isFiltered || isSearching) return <SkeletonRows />
  return (
    <Nothing
      title="No session matches."
      text={`${formatCount(documents)} ${documents === 1 ? 'is' : 'are'} hidden by the filter.`}
      action={
        <Button variant="default" onClick={() => ui.setSessions({ filter: '', facet: 'all', user: null })}>
          Clear filter
        </Button>
      }
    />
  )
}

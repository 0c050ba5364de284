import { Button } from '@mantine/core'
import { countOf, formatCount } from '../../../shared/words/numbers'
import { Nothing } from '../../parts/Nothing'
import { SkeletonRows } from '../../parts/SkeletonRows'
import { useActivity, useStores, useUi } from '../../state/context'

/** What stands in the Activity grid when it has no lines. */
export function ActivityNothing() {
  const { ui } = useStores()
  const fault = useActivity(state => state.fault)
  const isUnknown = useActivity(state => state.view === null)
  const matching = useActivity(state => state.view?.matching ?? 0)
  const kept = useActivity(state => state.view?.kept ?? 0)
  const hiddenNoise = useActivity(state => state.view?.hiddenNoise ?? 0)
  const isFiltered = useUi(({ activity }) => activity.filter !== '' || activity.facet !== 'all')
  if (isUnknown) {
    return fault === null ? <SkeletonRows /> : <Nothing title={fault.message} text={fault.hint} />
  }
  if (matching > 0) return null
  if (isFiltered && kept > 0) {
    return (
      <Nothing
        title="No event matches."
        text={`${formatCount(kept)} ${kept === 1 ? 'is' : 'are'} hidden by the filter.`}
        action={
          <Button variant="default" onClick={() => ui.setActivity({ filter: '', facet: 'all' })}>
            Clear filter
          </Button>
        }
      />
    )
  }
  if (hiddenNoise > 0) {
    return (
      <Nothing
        title="Only guests so far."
        text={`${countOf(hiddenNoise, 'event')} of guests ${hiddenNoise === 1 ? 'is' : 'are'} hidden.`}
        action={
          <Button variant="default" onClick={() => ui.setActivity({ hasNoise: true })}>
            Show guests
          </Button>
        }
      />
    )
  }
  return (
    <Nothing
      title="Nothing has happened yet."
      text="Sign in to your app; the sign-in appears here by itself. What happened before Sextant connected, the store does not keep."
      isLoadingToo
    />
  )
}

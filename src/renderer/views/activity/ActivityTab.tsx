import { Checkbox } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import type { ActivityFacet } from '../../../shared/domain/activity'
import type { ActivityKind } from '../../../shared/domain/event'
import { formatCount } from '../../../shared/words/numbers'
import { FilterInputLanguage } from '../../parts/FilterInputLanguage'
import { FilterRow } from '../../parts/FilterRow'
import { FoldedSegments } from '../../parts/FoldedSegments'
import { useActivity, useStores, useUi } from '../../state/context'
import { filterTrouble } from '../store/filter-trouble'
import { useKnownNames } from '../store/use-known-names'
import { ActivityGrid } from './ActivityGrid'
import classes from './ActivityTab.module.css'
import { EventSign } from './EventSign'
import { LastMinute } from './LastMinute'

const labels: readonly { value: ActivityFacet; label: string; sign: ActivityKind | null }[] = [
  { value: 'all', label: 'All', sign: null },
  { value: 'signed-in', label: 'Signed in', sign: 'signed-in' },
  { value: 'signed-out', label: 'Signed out', sign: 'signed-out' },
  { value: 'changed', label: 'Changed', sign: 'changed' },
  { value: 'ended', label: 'Ended', sign: null },
  { value: 'expired', label: 'Expired', sign: 'expired' },
  { value: 'arrived', label: 'New guest', sign: 'arrived' },
  { value: 'touched', label: 'Touched', sign: 'touched' }
]
/** From these widths on there is room for so many facets. */
const roomFor: readonly (readonly [px: number, facets: number])[] = [
  [1440, 8],
  [1310, 7],
  [1150, 6],
  [960, 5],
  [860, 4],
  [720, 3],
  [560, 2],
  [420, 1]
]
const MINUTE_FROM_PX = 1150
const NOISE_FROM_PX = 560

/** What has happened since the store was opened, as it happens. */
export function ActivityTab() {
  const { ui } = useStores()
  const { filter, facet, hasNoise } = useUi(state => state.activity)
  const counts = useActivity(state => state.view?.facetCounts ?? null)
  const hidden = useActivity(state => state.view?.hiddenNoise ?? 0)
  const refusal = useActivity(state => state.fault)
  const names = useKnownNames()
  const { ref, width } = useElementSize()
  const roomy = width === 0 ? 1200 : width
  const visible = roomFor.find(([px]) => roomy >= px)?.[1] ?? 0
  const segments = labels.map(({ value, label, sign }) => ({
    value,
    label,
    count: counts?.[value] ?? null,
    sign: sign === null ? undefined : <EventSign event={sign} />
  }))
  return (
    <>
      <FilterRow innerRef={ref}>
        <FilterInputLanguage
          label="Filter activity"
          placeholder="Filter activity"
          value={filter}
          onChange={text => ui.setActivity({ filter: text })}
          known={names.known}
          onFocus={names.look}
          trouble={filterTrouble(filter, refusal)}
        />
        <FoldedSegments
          label="Event"
          segments={segments}
          visible={visible}
          value={facet}
          onChange={value => ui.setActivity({ facet: value })}
        />
        <span className={classes.rest} />
        {roomy >= NOISE_FROM_PX && facet === 'all' && (
          <Checkbox
            size="xs"
            classNames={{ label: classes.label ?? '' }}
            checked={hasNoise}
            label={hasNoise ? 'Guest noise' : `Guest noise, ${formatCount(hidden)} hidden`}
            title="New guests, and what is written into guests’ sessions"
            onChange={event => ui.setActivity({ hasNoise: event.currentTarget.checked })}
          />
        )}
        {roomy >= MINUTE_FROM_PX && <LastMinute />}
      </FilterRow>
      <ActivityGrid />
    </>
  )
}

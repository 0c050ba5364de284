import { useElementSize } from '@mantine/hooks'
import type { Facet } from '../../../shared/domain/view'
import { FilterInputLanguage } from '../../parts/FilterInputLanguage'
import { FilterRow } from '../../parts/FilterRow'
import { FoldedSegments } from '../../parts/FoldedSegments'
import type { Segment } from '../../parts/Segments'
import { StateSign } from '../../parts/StateSign'
import { useStores, useUi, useView } from '../../state/context'
import { filterTrouble } from '../store/filter-trouble'
import { PayloadSearch } from '../store/PayloadSearch'
import { SavedFilters } from '../store/SavedFilters'
import { useKnownNames } from '../store/use-known-names'
import { ColumnsMenu } from './ColumnsMenu'
import { RowsMaking } from './RowsMaking'
import { RowsMenu } from './RowsMenu'
import { UserMenu } from './UserMenu'

const labels: readonly { value: Facet; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'signed-in', label: 'Signed in' },
  { value: 'guest', label: 'Guests' },
  { value: 'expired', label: 'Expired' },
  { value: 'unreadable', label: 'Unreadable' }
]
const UNTOLD = 'The payloads are text, and the database cannot look into them to tell this state'
/** From these widths on there is room for all facets, and for three of them. */
const ALL_FROM_PX = 960
const THREE_FROM_PX = 560
/** Beside a wide drawer the columns would not fit any more; the palette copies and exports as well. */
const EXPORT_FROM_PX = 380

/** What narrows the Sessions grid: text, state, user; and which columns it has. */
export function SessionsFilters() {
  const { ui } = useStores()
  const filter = useUi(state => state.sessions.filter)
  const facet = useUi(state => state.sessions.facet)
  const counts = useView(state => state.view?.facetCounts ?? null)
  const limits = useView(state => state.view?.limits ?? null)
  const refusal = useView(state => state.refusal)
  const reading = useView(state => state.view?.reading ?? null)
  const making = useView(state => state.view?.making ?? null)
  const names = useKnownNames()
  const { ref, width } = useElementSize()
  const segments: Segment<Facet>[] = labels.map(({ value, label }) => ({
    value,
    label,
    count: counts?.[value] ?? null,
    refusal: limits === null || limits.facets.includes(value) ? null : UNTOLD,
    sign: value === 'all' ? undefined : <StateSign state={value} />
  }))
  const isWide = width === 0 || width >= ALL_FROM_PX
  return (
    <FilterRow innerRef={ref}>
      <FilterInputLanguage
        label="Filter sessions"
        placeholder={isWide ? 'Filter by user, id or state' : 'Filter'}
        value={filter}
        onChange={text => ui.setSessions({ filter: text })}
        known={names.known}
        onFocus={names.look}
        trouble={filterTrouble(filter, refusal)}
      />
      <SavedFilters text={filter} />
      <FoldedSegments
        label="State"
        segments={segments}
        visible={isWide ? 5 : width >= THREE_FROM_PX ? 3 : 1}
        value={facet}
        onChange={value => ui.setSessions({ facet: value })}
      />
      <span style={{ flex: 1 }} />
      <RowsMaking share={making} />
      <PayloadSearch reading={reading} />
      <UserMenu isRoomy={isWide} />
      {(width === 0 || width >= EXPORT_FROM_PX) && <RowsMenu isWordless={!isWide} />}
      <ColumnsMenu isWordless={!isWide} />
    </FilterRow>
  )
}

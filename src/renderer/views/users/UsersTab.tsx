import { useElementSize } from '@mantine/hooks'
import type { UsersAsk } from '../../../shared/domain/view'
import { formatCount } from '../../../shared/words/numbers'
import { usersNoteText } from '../../format/count-text'
import { FilterInputLanguage } from '../../parts/FilterInputLanguage'
import { FilterRow } from '../../parts/FilterRow'
import { FoldedSegments } from '../../parts/FoldedSegments'
import { useClock, useStores, useUi, useUsers } from '../../state/context'
import { filterTrouble } from '../store/filter-trouble'
import { PayloadSearch } from '../store/PayloadSearch'
import { SavedFilters } from '../store/SavedFilters'
import { useKnownNames } from '../store/use-known-names'
import { UsersGrid } from './UsersGrid'
import classes from './UsersTab.module.css'

const labels: readonly { value: UsersAsk['facet']; label: string }[] = [
  { value: 'all', label: 'All users' },
  { value: 'several', label: 'More than one session' },
  { value: 'expiring', label: 'Expiring < 1 min' }
]
const ALL_FROM_PX = 700
const NOTE_FROM_PX = 960

/** Who is signed in, user by user. */
export function UsersTab() {
  const { ui } = useStores()
  const { filter, facet } = useUi(state => state.users)
  const counts = useUsers(state => state.view?.facetCounts ?? null)
  const guests = useUsers(state => state.view?.totals.guests ?? 0)
  const counted = useUsers(state => state.view?.counted ?? null)
  const note = useClock(clock => counted && usersNoteText(counted, counts?.all ?? null, clock.now))
  const refusal = useUsers(state => state.refusal)
  const reading = useUsers(state => state.view?.reading ?? null)
  const names = useKnownNames()
  const { ref, width } = useElementSize()
  const segments = labels.map(({ value, label }) => ({ value, label, count: counts?.[value] ?? null }))
  return (
    <>
      <FilterRow innerRef={ref}>
        <FilterInputLanguage
          label="Filter users"
          placeholder="Filter users"
          value={filter}
          onChange={text => ui.setUsers({ filter: text })}
          known={names.known}
          onFocus={names.look}
          trouble={filterTrouble(filter, refusal)}
        />
        <SavedFilters text={filter} />
        <FoldedSegments
          label="Users"
          segments={segments}
          visible={width === 0 || width >= ALL_FROM_PX ? 3 : 1}
          value={facet}
          onChange={value => ui.setUsers({ facet: value })}
        />
        <span style={{ flex: 1 }} />
        <PayloadSearch reading={reading} />
        {note !== null && width >= NOTE_FROM_PX && <span className={classes.note}>{note}</span>}
        {note === null && guests > 0 && width >= NOTE_FROM_PX && (
          <span className={classes.note}>
            {formatCount(guests)}{' '}
            {guests === 1 ? 'guest names no user and is' : 'guests name no user and are'} not listed
          </span>
        )}
      </FilterRow>
      <UsersGrid />
    </>
  )
}

import { useView } from '../../state/context'

const MOST_FLASHES = 20

/** Beyond 20 flashes a second only the edge shows: a grid that blinks all over says nothing. */
export function useIsBusy(): boolean {
  return useView(({ view }) => {
    if (view === null) return false
    let count = 0
    for (const row of view.rows) if (row.changedAt !== null && view.madeAt - row.changedAt < 1000) count += 1
    return count > MOST_FLASHES
  })
}

import { SessionsFilters } from './SessionsFilters'
import { SessionsGrid } from './SessionsGrid'

/** Who is signed in, session by session. */
export function SessionsTab() {
  return (
    <>
      <SessionsFilters />
      <SessionsGrid />
    </>
  )
}

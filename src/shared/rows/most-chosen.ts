/** So many sessions may be selected one by one or as a range; all that match are held as a query, and have no bound. */
export const MOST_CHOSEN = 10_000

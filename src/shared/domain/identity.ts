/** So many paths are learned for one store. */
export const MAX_USER_PATHS = 5

/** Paths of the user that a person showed in one store, the newest first. */
export interface LearnedUser {
  readonly connectionId: string
  readonly ns: string
  readonly paths: readonly string[]
}

/** How many of the active sessions name a user. */
export interface Coverage {
  readonly named: number
  readonly sessions: number
}

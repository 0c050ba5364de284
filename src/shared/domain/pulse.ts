/** Writes of a user's sessions that Sextant saw, minute by minute, oldest first; the last minute is still under way. */
export type Pulse = readonly number[]

/** So far back at most; less where the store was opened later. */
export const PULSE_MINUTES = 30

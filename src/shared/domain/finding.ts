/** How much a finding matters: people are harmed or sessions lost; it will cost; it could be better. */
export type Severity = 'critical' | 'warning' | 'advice'

/** What mends a finding. Sextant never runs it. */
export interface Mend {
  /** For whom the code is: a line for mongosh, or code of the app. */
  readonly kind: 'mongosh' | 'app'
  readonly code: string
  /** What running it will do, in one sentence. */
  readonly does: string
}

/** One thing that is wrong with a store, whether its documents or what was watched happen in it say so. No ids, no values of payloads. */
export interface Finding {
  /** Stable id of the rule, such as `ttl-missing`; its page is `docs/rules/<rule>.md`. */
  readonly rule: string
  readonly severity: Severity
  /** One sentence with its counts: "1,204 sessions keep their expiry as text and will never be deleted". */
  readonly title: string
  /** Why that matters. */
  readonly explains: string
  /** Counts, field names, times; masked ids at most. */
  readonly evidence: string
  readonly mend: Mend | null
  /** The filter, in the filter language, that shows the sessions it is about; null where a filter cannot say it. */
  readonly filter: string | null
  /** Server's clock, milliseconds since 1970. */
  readonly seenAt: number
}

/** States that a filter can ask for, as they are written in one. */
export const filterStates = ['signed-in', 'guest', 'expired', 'unreadable'] as const
export type FilterState = (typeof filterStates)[number]

/** Fields that are compared with a span of time: what is left, since last seen, since it began. */
export const timeFields = ['expires', 'seen', 'since'] as const
export type TimeField = (typeof timeFields)[number]

/** Every field of the language by its name; any other name is a path in the payload. */
export const filterFields = ['user', 'state', 'id', 'sessions', ...timeFields] as const

export type Comparison = '<' | '<=' | '>' | '>='

/** A condition on the payload: `count` is set where numbers are compared, and then an array counts by its length. */
export interface PayloadCondition {
  readonly kind: 'payload'
  /** Dotted, from the payload's root. */
  readonly path: string
  /** `:` text within, whatever its case; `=` the very text. */
  readonly op: Comparison | ':' | '='
  readonly text: string
  readonly count: number | null
}

/** One condition, that looks at one thing. */
export type FilterLeaf =
  /** Inside the user, a state, the beginning of the id, inside the reason of an unreadable session. */
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'user'; readonly text: string; readonly isWhole: boolean }
  | { readonly kind: 'state'; readonly state: FilterState }
  | { readonly kind: 'id'; readonly text: string }
  | { readonly kind: 'time'; readonly field: TimeField; readonly op: Comparison; readonly spanMs: number }
  /** How many active sessions the session's user has. */
  | { readonly kind: 'sessions'; readonly op: Comparison | '='; readonly count: number }
  | PayloadCondition

/** A filter text, understood. An empty text is an `and` of nothing, which lets everything through. */
export type FilterTree =
  | FilterLeaf
  | { readonly kind: 'and'; readonly parts: readonly FilterTree[] }
  | { readonly kind: 'or'; readonly parts: readonly FilterTree[] }
  | { readonly kind: 'not'; readonly part: FilterTree }

/** What is wrong with a text: where, in characters from its beginning, and a sentence that says how to mend it. */
export interface FilterError {
  readonly at: number
  readonly length: number
  readonly message: string
}

export type ParsedFilter =
  | { readonly ok: true; readonly tree: FilterTree }
  | { readonly ok: false; readonly error: FilterError }

/** Lets everything through. */
export const everything: FilterTree = { kind: 'and', parts: [] }

/** Every condition in a tree, in the order written. */
export function leavesOf(tree: FilterTree): readonly FilterLeaf[] {
  if (tree.kind === 'and' || tree.kind === 'or') return tree.parts.flatMap(leavesOf)
  return tree.kind === 'not' ? leavesOf(tree.part) : [tree]
}

/** The conditions on the payload, each once. */
export function payloadConditionsOf(tree: FilterTree): readonly PayloadCondition[] {
  const found = new Map<string, PayloadCondition>()
  for (const leaf of leavesOf(tree)) if (leaf.kind === 'payload') found.set(conditionId(leaf), leaf)
  return [...found.values()]
}

/** Equal for conditions that ask the same. */
export function conditionId({ path, op, text }: PayloadCondition): string {
  return JSON.stringify([path, op, text])
}

/** Whether `a op b`. */
export function compares(a: number, op: Comparison | '=', b: number): boolean {
  switch (op) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    case '=':
      return a === b
  }
}

/** A test of one thing. */
export type Test<T> = (subject: T) => boolean

/**
 * A tree as one test. `not` is carried down to the conditions, which are told that they are denied: one whose answer is
 * not known yet can then say no to both.
 */
export function testOf<T>(
  tree: FilterTree,
  leafTest: (leaf: FilterLeaf, isDenied: boolean) => Test<T>,
  isDenied = false
): Test<T> {
  if (tree.kind === 'not') return testOf(tree.part, leafTest, !isDenied)
  if (tree.kind !== 'and' && tree.kind !== 'or') return leafTest(tree, isDenied)
  const tests = tree.parts.map(part => testOf(part, leafTest, isDenied))
  const [only] = tests
  if (only !== undefined && tests.length === 1) return only
  const isEvery = (tree.kind === 'and') !== isDenied
  return isEvery
    ? subject => tests.every(test => test(subject))
    : subject => tests.some(test => test(subject))
}

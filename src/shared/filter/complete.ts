import { filterFields, filterStates, timeFields } from './tree'

/** What can be offered beyond the words of the language. */
export interface KnownNames {
  readonly users: readonly string[]
  /** Paths seen in payloads. */
  readonly paths: readonly string[]
}

/** One thing to go on with. `insert` replaces the text from `from` to the caret. */
export interface Completion {
  readonly insert: string
  /** What it does, in a few words. */
  readonly hint: string
}

/** What may stand at the caret; empty when there is nothing to offer. */
export interface Completions {
  readonly from: number
  readonly options: readonly Completion[]
}

const MOST = 8
const none: Completions = { from: 0, options: [] }

const fieldHints: Readonly<Record<(typeof filterFields)[number], readonly [insert: string, hint: string]>> = {
  user: ['user:', 'the user has this in it'],
  state: ['state:', 'signed-in, guest, expired, unreadable'],
  id: ['id:', 'the session id begins with this'],
  sessions: ['sessions>', 'how many sessions the user has'],
  expires: ['expires<', 'time left, as in expires<5m'],
  seen: ['seen>', 'last seen longer ago, as in seen>1h'],
  since: ['since>', 'began longer ago, as in since>2d']
}

/** What a person may go on with at `caret`. Pure; what is offered always continues what stands there. */
export function completionsAt(text: string, caret: number, known: KnownNames): Completions {
  const before = text.slice(0, caret)
  // In the middle of a word there is nothing to go on with; inside quotes only a user's name.
  if (/[^\s()]/.test(text[caret] ?? ' ')) return none
  const [, head = ''] = /(?:^|[\s(])-*([^\s()"]*(?:"[^"]*)?)$/.exec(before) ?? []
  if (head === '') return none
  const from = caret - head.length
  const [, name, op, value = ''] = /^([^:<>=]+)(<=|>=|[:<>=])(.*)$/s.exec(head) ?? []
  const options = name === undefined ? namesFor(head, known) : valuesFor({ name, op: op ?? '', value }, known)
  const isDone = options.length === 1 && options[0]?.insert === head
  return isDone ? none : { from, options: options.slice(0, MOST) }
}

function namesFor(head: string, known: KnownNames): readonly Completion[] {
  const lower = head.toLowerCase()
  const fields = filterFields.filter(field => field.startsWith(lower))
  const states = filterStates.filter(state => state.startsWith(lower) && state !== lower)
  // One letter says too little for a name of the app's own.
  const paths = head.length < 2 ? [] : known.paths.filter(path => path.toLowerCase().startsWith(lower))
  const isField = (path: string) => filterFields.some(field => field === path)
  return [
    ...fields.map(field => ({ insert: fieldHints[field][0], hint: fieldHints[field][1] })),
    ...states.map(state => ({ insert: `state:${state}`, hint: 'sessions in this state' })),
    ...paths.map(path => ({ insert: isField(path) ? `.${path}:` : `${path}:`, hint: 'in the payload' }))
  ]
}

interface Begun {
  readonly name: string
  readonly op: string
  readonly value: string
}

function valuesFor({ name, op, value }: Begun, known: KnownNames): readonly Completion[] {
  const field = name.toLowerCase()
  const typed = value.replaceAll('"', '').toLowerCase()
  if (field === 'state')
    return filterStates
      .filter(state => state.startsWith(typed))
      .map(state => ({ insert: `${name}${op}${state}`, hint: 'state' }))
  if (field === 'user')
    return known.users
      .filter(user => user.toLowerCase().includes(typed))
      .map(user => ({ insert: `${name}${op}${quoted(user)}`, hint: 'user' }))
  const [, count] = /^(\d+)$/.exec(value) ?? []
  if (!timeFields.some(one => one === field) || count === undefined) return []
  return [
    ['s', 'seconds'],
    ['m', 'minutes'],
    ['h', 'hours'],
    ['d', 'days']
  ].map(([unit, hint]) => ({ insert: `${name}${op}${count}${unit}`, hint: hint ?? '' }))
}

/** A value as it has to be written: in quotes where it would end too soon. */
export function quoted(value: string): string {
  return /[\s()"\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value
}

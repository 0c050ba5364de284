import { parseArgs } from 'node:util'

/** What is measured when nothing is named. */
const usual = [
  'latency',
  'start',
  'first-load',
  'memory',
  'loop-delay',
  'bytes',
  'scroll',
  'filter',
  'detail',
  'journal'
] as const
/** Writing a million sessions takes minutes: only when it is asked for. */
export const figureNames = [...usual, 'million'] as const
/** What can be measured, in the order in which it is. */
export type FigureName = (typeof figureNames)[number]

/** How the bench is to run. */
export interface Options {
  readonly only: readonly FigureName[]
  readonly sessions: number
  /** Of the figure `million`. */
  readonly huge: number
  readonly seed: number
}

/** The design speaks of a hundred thousand sessions. */
const SESSIONS = 100_000
const HUGE = 1_000_000
const SEED = 20_260

/** Read the command line. Errors: a sentence that names what may be written. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      only: { type: 'string', multiple: true },
      sessions: { type: 'string' },
      seed: { type: 'string' }
    }
  })
  const wanted = values.only ?? []
  const only = wanted.length === 0 ? usual : figureNames.filter(name => wanted.includes(name))
  const unknown = wanted.filter(name => !figureNames.some(known => known === name))
  if (unknown.length > 0) throw new Error(`--only takes ${figureNames.join(', ')}; not “${unknown[0]}”.`)
  return {
    only,
    sessions: countOf(values.sessions, SESSIONS),
    huge: countOf(values.sessions, HUGE),
    seed: countOf(values.seed, SEED)
  }
}

function countOf(text: string | undefined, otherwise: number): number {
  const count = text === undefined ? otherwise : Number(text)
  if (!Number.isInteger(count) || count < 1) throw new Error(`“${text}” is not a whole number above 0.`)
  return count
}

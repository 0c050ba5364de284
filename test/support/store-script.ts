import fc from 'fast-check'
import type { ErrorRule, TestProxy } from './proxy'
import { aStep, type Step } from './store-writes'

/** What goes wrong between a feed and its server; `restart`: the server is killed, and comes back with its data. */
export type Fault =
  | { readonly how: 'cut' | 'refuse' | 'restart' }
  | { readonly how: 'stall'; readonly bytes: number }
  | { readonly how: 'delay'; readonly ms: number }
  | { readonly how: 'answer'; readonly rule: ErrorRule }

/** Some writes one after the other; a fault begins before one of them and is over after another. Then quiet. */
export interface ScriptRound {
  readonly steps: readonly Step[]
  /** `from` and `to` are places among the steps; null for a round in which all goes well. */
  readonly fault: { readonly what: Fault; readonly from: number; readonly to: number } | null
}
export type Script = readonly ScriptRound[]

const reading = ['aggregate', 'find', 'getMore']
const asking = [...reading, 'count', 'listCollections', 'listIndexes']
const resumable = { errorLabels: ['ResumableChangeStreamError'] }
const errors: readonly ErrorRule[] = [
  { code: 10_107, codeName: 'NotWritablePrimary', commands: asking, ...resumable },
  { code: 189, codeName: 'PrimarySteppedDown', commands: asking, ...resumable },
  { code: 286, codeName: 'ChangeStreamHistoryLost', commands: reading },
  { code: 43, codeName: 'CursorNotFound', commands: reading, ...resumable }
]

const aFault = (): fc.Arbitrary<Fault> =>
  fc.oneof(
    fc.constantFrom<Fault>({ how: 'cut' }, { how: 'refuse' }),
    fc.record({ how: fc.constant('stall' as const), bytes: fc.nat(3000) }),
    fc.record({ how: fc.constant('delay' as const), ms: fc.integer({ min: 20, max: 300 }) }),
    fc.record({
      how: fc.constant('answer' as const),
      rule: fc
        .record({ rule: fc.constantFrom(...errors), times: fc.integer({ min: 1, max: 3 }) })
        .map(({ rule, times }): ErrorRule => ({ ...rule, times }))
    })
  )

const aRound = (): fc.Arbitrary<ScriptRound> =>
  fc
    .record({
      steps: fc.array(aStep(), { minLength: 3, maxLength: 14 }),
      what: fc.option(aFault(), { freq: 2 }),
      from: fc.nat(5),
      span: fc.nat(8)
    })
    .map(({ steps, what, from, span }) => ({
      steps,
      fault: what === null ? null : { what, from, to: from + span }
    }))

/** The one script of a seed. With `isRestarting`, its last round has the server killed. */
export function scriptOf(seed: number, isRestarting: boolean): Script {
  const [script = []] = fc.sample(fc.array(aRound(), { minLength: 2, maxLength: 4 }), { seed, numRuns: 1 })
  const last = script.at(-1)
  if (!isRestarting || last === undefined) return script
  return [...script.slice(0, -1), { ...last, fault: { what: { how: 'restart' }, from: 1, to: 1 } }]
}

/** Lets a fault of the network begin. */
export function beginFault(proxy: TestProxy, what: Fault): void {
  if (what.how === 'cut') proxy.cut()
  else if (what.how === 'refuse') proxy.refuse()
  else if (what.how === 'stall') proxy.stallAfter(what.bytes)
  else if (what.how === 'delay') proxy.delay(what.ms)
  else if (what.how === 'answer') proxy.answer(what.rule)
}

import { discover } from '../../src/monitor/discover'
import type { LiveStore } from '../../src/monitor/live-store'
import { type AroundStore, otherStoresIn, sourcesOf } from '../../src/monitor/why/sources'
import { askWhy } from '../../src/monitor/why/why'
import type { WhyAnswer, WhyAsk, WhyFinding } from '../../src/shared/domain/why'
import { answerText, findingText } from '../../src/shared/words/why-words'
import type { StoreAt } from './store-at'

/** An answer as a test looks at it. */
export interface Asked {
  readonly answer: WhyAnswer
  readonly kinds: readonly WhyFinding['kind'][]
  /** The answer itself. */
  readonly first: string
  /** All sentences, and all that would be copied. */
  readonly text: string
}

/** Asks a store that is being watched; what is beside it may be given. */
export function whyAsker(
  { live, at }: { readonly live: LiveStore; readonly at: StoreAt },
  around: Partial<AroundStore> = {}
): (text: string, more?: Partial<WhyAsk>) => Promise<Asked> {
  return async (text, more = {}) => {
    const sources = sourcesOf(live, {
      journalFolder: null,
      audit: async () => [],
      otherStores: async () => otherStoresIn(await discover(at.connection)),
      ...around
    })
    const answer = await askWhy({ text, secret: '', address: '', ...more }, sources)
    const clock = (instant: number) => new Date(instant).toISOString().slice(11, 19)
    const texts = answer.findings.map(one => findingText(one, answer.at, clock))
    return {
      answer,
      kinds: answer.findings.map(({ kind }) => kind),
      first: texts[0] ?? '',
      text: [...texts, answerText(answer, clock), JSON.stringify(answer)].join('\n')
    }
  }
}

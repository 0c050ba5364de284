import { fault } from '../../../src/shared/fault'
import type { Ask, Bridge, Pushes, PushName, Reply, RequestName } from '../../../src/shared/ipc/contract'

/** What a test's main answers; a name left out is refused. */
export type Answers = { readonly [N in RequestName]?: (ask: Ask<N>) => Reply<N> | Promise<Reply<N>> }

/** A bridge in memory: answers by the given functions, pushes what it is told to push. */
export interface MemoryBridge extends Bridge {
  push<N extends PushName>(name: N, value: Pushes[N]): void
  /** Names asked so far, in order. */
  readonly asked: readonly RequestName[]
}

/** Make a bridge that answers like `answers`. A thrown `Fault` becomes a refusal. */
export function aBridge(answers: Answers = {}): MemoryBridge {
  const listeners = new Map<PushName, Set<(push: never) => void>>()
  const asked: RequestName[] = []
  return {
    asked,
    async ask(name, ask) {
      asked.push(name)
      const answer = answers[name]
      if (!answer) return { ok: false, fault: fault('not-connected', `Nothing answers ${name}.`) }
      try {
        return { ok: true, value: await answer(ask) }
      } catch (error) {
        return { ok: false, fault: error as ReturnType<typeof fault> }
      }
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => set.delete(listener)
    },
    push(name, value) {
      for (const listener of listeners.get(name) ?? []) (listener as (push: typeof value) => void)(value)
    }
  }
}

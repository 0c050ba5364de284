import { afterEach, beforeEach } from 'vitest'
import { until } from './until'

const WITHIN_MS = 8000

/** Waits until a list is empty; fails with what there still was. */
export async function untilNone(
  list: () => readonly string[] | Promise<readonly string[]>,
  what: string
): Promise<void> {
  let left: readonly string[] = []
  const isNone = async () => {
    left = await list()
    return left.length === 0
  }
  await until(isNone, what, WITHIN_MS).catch(error => {
    throw new Error(`Left over: ${left.join(', ')}`, { cause: error })
  })
}

/** How many of each thing there are that keep the process going, servers under test left out: they come and go. */
function resources(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo())
    if (kind !== 'PipeWrap' && kind !== 'ProcessWrap') counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

/** Call it at the top of a test file: after each test there is no more timer, socket or request than before it. */
export function nothingIsLeftOver(): void {
  let before: ReadonlyMap<string, number> = new Map()
  const more = () =>
    [...resources()]
      .filter(([kind, count]) => count > (before.get(kind) ?? 0))
      .map(([kind, count]) => `${count} ${kind}`)
  beforeEach(() => {
    before = resources()
  })
  afterEach(() => untilNone(more, 'nothing is left that keeps the process going'))
}

import { expect, it } from 'vitest'
import { createWatching, type Notice } from '../../../src/main/watching'
import type { Workspace } from '../../../src/main/workspace'
import type { Finding } from '../../../src/shared/domain/finding'
import { firstWatchSettings } from '../../../src/shared/domain/watched'
import { memorySettings } from '../../support/memory-settings'

const found = (rule: string, title: string): Finding => ({
  rule,
  title,
  severity: 'warning',
  explains: 'Why.',
  evidence: 'ids: 4f…e1',
  mend: null,
  filter: 'user="ann@shop.io"',
  seenAt: 0
})

const demo = { id: 'port-1', isDemo: true } as NonNullable<Workspace['connection']>

const on = { ...firstWatchSettings, isNotified: true }

/** Watching of one open store, and what the system was shown. */
function aWatching() {
  const shown: Notice[] = []
  const finder = { settings: firstWatchSettings, watchBy: () => undefined }
  const store = { finder, facts: { ns: 'shop.sessions' } }
  const workspace = { connection: demo, store } as unknown as Workspace
  const watching = createWatching({
    workspace: () => workspace,
    settings: memorySettings(),
    notify: notice => shown.push(notice)
  })
  return { watching, shown }
}

it('notifies only where it is turned on, once a rule, and anew in the next store', () => {
  const { watching, shown } = aWatching()
  watching.opened(demo, 'shop.sessions')
  watching.found([found('a', 'One')])
  watching.set(on)
  watching.found([found('a', 'One')])
  expect(shown).toEqual([])
  for (const title of ['Two', 'Three']) watching.found([found('a', 'One'), found('b', title)])
  expect(shown).toEqual([{ title: 'Store health', body: 'Two.' }])
  expect(JSON.stringify(shown)).not.toMatch(/4f…e1|ann@shop/)
  watching.opened(demo, 'shop.sessions')
  watching.found([found('a', 'One')])
  expect(shown).toHaveLength(2)
  watching.opened(demo, 'shop.other')
  watching.found([found('a', 'One')])
  expect(shown).toHaveLength(2)
})

it('keeps how a store is watched for it alone; the demo is the same shop at each start', () => {
  const { watching } = aWatching()
  expect(watching.set(on)).toEqual(on)
  expect(watching.opened({ ...demo, id: 'port-2' }, 'shop.sessions')).toEqual(on)
  expect(watching.opened(demo, 'shop.other')).toEqual(firstWatchSettings)
  expect(watching.opened({ ...demo, isDemo: false }, 'shop.sessions')).toEqual(firstWatchSettings)
})

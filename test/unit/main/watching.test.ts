import { expect, it } from 'vitest'
import { createWatching, type Notice } from '../../../src/main/watching'
import type { Workspace } from '../../../src/main/workspace'
import type { Finding } from '../../../src/shared/domain/finding'
import { firstWatchSettings, type WatchSettings } from '../../../src/shared/domain/watched'
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

/** Watching of one open store, and what the system was shown. */
function aWatching() {
  const shown: Notice[] = []
  const finder = {
    watched: { findings: [], settings: firstWatchSettings },
    watchBy: (settings: WatchSettings) => ({ findings: [], settings })
  }
  const workspace = {
    connection: demo,
    store: { finder, facts: { ns: 'shop.sessions' } }
  } as unknown as Workspace
  const watching = createWatching({
    workspace: () => workspace,
    settings: memorySettings(),
    notify: notice => shown.push(notice)
  })
  return { watching, shown }
}

const on = { ...firstWatchSettings, isNotified: true }

it('notifies only where it is turned on, once a rule, and anew in the next store', () => {
  const { watching, shown } = aWatching()
  watching.found({ findings: [found('a', 'One')], settings: firstWatchSettings })
  watching.found({ findings: [found('a', 'One')], settings: on })
  expect(shown).toEqual([])
  for (const title of ['Two', 'Three'])
    watching.found({ findings: [found('a', 'One'), found('b', title)], settings: on })
  expect(shown).toEqual([{ title: 'Store health', body: 'Two.' }])
  watching.closed()
  watching.found({ findings: [found('a', 'One')], settings: on })
  expect(shown).toHaveLength(2)
  expect(JSON.stringify(shown)).not.toMatch(/4f…e1|ann@shop/)
})

it('keeps how a store is watched for it alone; the demo is the same shop at each start', () => {
  const { watching } = aWatching()
  expect(watching.set(on).settings).toEqual(on)
  expect(watching.settingsOf({ ...demo, id: 'port-2' }, 'shop.sessions')).toEqual(on)
  expect(watching.settingsOf(demo, 'shop.other')).toEqual(firstWatchSettings)
  expect(watching.settingsOf({ ...demo, isDemo: false }, 'shop.sessions')).toEqual(firstWatchSettings)
})

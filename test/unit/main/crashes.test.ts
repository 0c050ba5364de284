import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { reloadAfterCrash } from '../../../src/main/crashes'

/** A page that can crash, and comes back whole when it is loaded again. */
function aPage({ isCrashed = false } = {}) {
  const emitter = new EventEmitter()
  const page = {
    reloads: 0,
    isGone: isCrashed,
    isCrashed: () => page.isGone,
    isDestroyed: () => false,
    reload() {
      page.reloads += 1
      page.isGone = false
    },
    on: emitter.on.bind(emitter),
    crash(reason = 'crashed') {
      page.isGone = true
      emitter.emit('render-process-gone', {}, { reason })
    }
  }
  return page
}

function aGuard(page: ReturnType<typeof aPage>) {
  const guard = {
    now: 1_000_000,
    asked: [] as number[],
    hasQuit: false,
    choose: (_chosen: 'reload' | 'quit') => {}
  }
  reloadAfterCrash(page, {
    now: () => guard.now,
    report: () => {},
    ask: crashes =>
      new Promise(resolve => {
        guard.asked.push(crashes)
        guard.choose = resolve
      }),
    quit: () => {
      guard.hasQuit = true
    }
  })
  return guard
}

it('loads a page that crashed again, three times within a minute, and then asks', () => {
  const page = aPage()
  const guard = aGuard(page)
  for (const _ of [1, 2, 3]) page.crash()
  expect(page.reloads).toBe(3)
  expect(guard.asked).toEqual([])
  page.crash()
  expect(page.reloads).toBe(3)
  expect(guard.asked).toEqual([4])
})

it('does not count what crashed more than a minute ago', () => {
  const page = aPage()
  const guard = aGuard(page)
  for (const _ of [1, 2, 3, 4, 5]) {
    page.crash()
    guard.now += 20_000
  }
  expect(page.reloads).toBe(5)
  expect(guard.asked).toEqual([])
})

it('begins to count anew once the person chose to reload', async () => {
  const page = aPage()
  const guard = aGuard(page)
  for (const _ of [1, 2, 3, 4]) page.crash()
  guard.choose('reload')
  await expect.poll(() => page.reloads).toBe(4)
  page.crash()
  expect(page.reloads).toBe(5)
  expect(guard.asked).toEqual([4])
})

it('quits when the person chose to', async () => {
  const page = aPage()
  const guard = aGuard(page)
  for (const _ of [1, 2, 3, 4]) page.crash()
  guard.choose('quit')
  await expect.poll(() => guard.hasQuit).toBe(true)
  expect(page.reloads).toBe(3)
})

it('leaves a page alone that ended because its window closed', () => {
  const page = aPage()
  aGuard(page)
  page.crash('clean-exit')
  expect(page.reloads).toBe(0)
})

it('loads a page again that had crashed before anybody listened', () => {
  const page = aPage({ isCrashed: true })
  aGuard(page)
  expect(page.reloads).toBe(1)
})

import { expect, test } from '@playwright/test'
import { launchSextant } from '../support/electron-app'
import { isListening } from '../support/is-listening'
import { readFacts, startDemo } from '../support/page-parts'

for (const how of ['is quit', 'is killed'] as const) {
  test(`the demo's shop and database end with the app when it ${how}`, async () => {
    test.setTimeout(120_000)
    const sextant = await launchSextant()
    const shopUrl = await startDemo(sextant.page)
    const { demo } = await readFacts(sextant.page)
    if (demo.kind !== 'running') throw new Error('the demo does not run')
    expect(await isListening(shopUrl)).toBe(true)
    expect(await isListening(demo.uri)).toBe(true)

    if (how === 'is killed') process.kill(sextant.pid, 'SIGKILL')
    await sextant.close()
    await expect.poll(() => isListening(shopUrl), { timeout: 20_000 }).toBe(false)
    await expect.poll(() => isListening(demo.uri), { timeout: 20_000 }).toBe(false)
  })
}

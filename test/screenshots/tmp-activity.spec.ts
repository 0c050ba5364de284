import { type ElectronApplication, expect, type Page, test } from '@playwright/test'
import { launchSextant } from '../support/electron-app'
import { parkPointer, setAppearance, startDemo } from '../support/page-parts'
import { createShopClient } from '../support/shop-client'

test('look', async () => {
  test.setTimeout(240_000)
  const { app, page, close } = await launchSextant({ args: [] })
  const shopUrl = await startDemo(page)
  await page.getByRole('tab', { name: 'Activity' }).click()
  const c = createShopClient(shopUrl)
  await c.submit('/products/brass-sextant', '/cart', { sku: 'brass-sextant' })
  await c.signIn('look@shop.io')
  for (let i = 0; i < 6; i++) await createShopClient(shopUrl).signIn('qa-bot@shop.io')
  await c.signOut()
  await new Promise(r => setTimeout(r, 15000))
  const shoot = async (name: string) => {
    for (const a of ['dark', 'light'] as const) {
      await setAppearance(page, a)
      for (const [w, h] of [
        [1440, 900],
        [1000, 700]
      ] as const) {
        await app.evaluate(
          ({ BrowserWindow }, s) => {
            BrowserWindow.getAllWindows()[0]?.setContentSize(s.w, s.h)
          },
          { w, h }
        )
        await page.waitForFunction(x => (globalThis as any).innerWidth === x, w)
        await page.waitForTimeout(300)
        await page.screenshot({ path: `/tmp/shots-activity/${name}-${a}-${w}.png` })
      }
    }
  }
  await shoot('activity')
  await page.getByRole('radio', { name: /^Signed out/ }).check({ force: true })
  await page.getByRole('grid', { name: 'Activity' }).getByRole('row').nth(1).click()
  await parkPointer(page)
  await shoot('ended')
  await close()
})

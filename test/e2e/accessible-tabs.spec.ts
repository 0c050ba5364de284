import { expect, test } from '@playwright/test'
import { launchSextant } from '../support/electron-app'
import { startDemo } from '../support/page-parts'
import { lookAtAll, partsOf } from '../support/states'

test('axe finds nothing on Users, Overview, Activity and the past', async () => {
  test.setTimeout(900_000)
  const { page, close: quit } = await launchSextant({ args: [] })
  const { tab, filter, choose, closeMenu, pressEscape, drawer } = partsOf(page)
  await startDemo(page)
  await lookAtAll(page, [
    {
      name: 'users, one of them unfolded',
      async reach() {
        await tab('Users')
        await page.getByRole('grid', { name: 'Users' }).getByRole('row').nth(2).click()
        await page.keyboard.press('ArrowRight')
        await expect(page.getByRole('button', { name: /^Sessions of/, expanded: true })).toHaveCount(1)
      }
    },
    {
      name: 'users filtered to nobody',
      async reach() {
        await filter('nobody-of-that-name', 'users')
        await expect(page.getByText('No user matches.')).toBeVisible()
      },
      leave: () => filter('', 'users')
    },
    {
      name: 'the menu of who the users are',
      async reach() {
        await page.getByRole('button', { name: /^user read from/ }).click()
        await expect(page.getByRole('menu')).toBeVisible()
      },
      leave: closeMenu
    },
    {
      name: 'the overview as charts, counting down',
      async reach() {
        await tab('Overview')
        await page.getByRole('button', { name: 'Count them down' }).click()
        await expect(page.getByRole('progressbar')).toBeVisible()
      },
      leave: () => page.getByRole('button', { name: 'Stop counting down' }).click()
    },
    {
      name: 'the overview as tables',
      async reach() {
        for (const toggle of await page.getByRole('button', { name: /as a table$/ }).all())
          await toggle.click()
        await expect(page.getByRole('table').first()).toBeVisible()
      }
    },
    {
      name: 'the health of a healthy store',
      async reach() {
        await tab('Store health')
        await expect(page.getByText('Nothing is wrong with this store.')).toBeVisible()
      }
    },
    {
      name: 'activity',
      async reach() {
        await tab('Activity')
        await expect(page.getByRole('grid', { name: 'Activity' }).getByRole('row').nth(3)).toBeVisible()
      }
    },
    {
      name: 'recently ended, one of it open beside',
      async reach() {
        await page.getByRole('radio', { name: /^Ended/ }).check({ force: true })
        await page.getByRole('grid', { name: 'Activity' }).getByRole('row').nth(1).click()
        await page.keyboard.press('Enter')
        await expect(drawer).toBeVisible()
      },
      leave: pressEscape
    },
    {
      name: 'activity filtered to nothing',
      async reach() {
        await filter('nobody-of-that-name', 'activity')
        await expect(page.getByText('No event matches.')).toBeVisible()
      },
      async leave() {
        await page.getByRole('status').getByRole('button', { name: 'Clear filter' }).click()
      }
    },
    {
      name: 'a journal offered',
      async reach() {
        await choose('look back')
        await expect(page.getByRole('button', { name: 'Keep a journal' })).toBeVisible()
      },
      leave: () => page.getByRole('button', { name: 'Keep a journal' }).click()
    },
    {
      name: 'the past',
      async reach() {
        const moment = page.getByRole('slider', { name: 'Moment to look back to' })
        await expect
          .poll(() => moment.evaluate((e: { max: string; min: string }) => Number(e.max) - Number(e.min)))
          .toBeGreaterThan(2000)
        await moment.focus()
        await page.keyboard.press('Home')
        await expect(page.getByText(/^The past: as it was at/).first()).toBeVisible()
        await tab('Sessions')
      }
    },
    {
      name: 'asked whether to delete the journal',
      reach: () => page.getByRole('button', { name: 'Delete…' }).click()
    }
  ])
  await quit()
})

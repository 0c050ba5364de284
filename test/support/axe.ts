import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { setAppearance } from './page-parts'

/** Electron has no second page, hence the legacy mode. What passed is not asked for: half the time of a look goes into it. */
const axeOn = (page: Page) =>
  new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations']

const asSentences = (violations: Violations) =>
  violations.flatMap(v =>
    v.nodes.map(node => `${v.impact} ${v.id}: ${node.html.slice(0, 160)} (${node.failureSummary ?? ''})`)
  )

/** What axe calls serious or critical, as sentences. */
export async function seriousOf(page: Page): Promise<string[]> {
  const { violations } = await axeOn(page).analyze()
  return asSentences(violations.filter(v => v.impact === 'serious' || v.impact === 'critical'))
}

/** All that axe finds, whatever it calls it. What pops up over the page lies in none of its landmarks, and need not. */
async function troubleOf(page: Page): Promise<string[]> {
  const hasPopup = (await page.locator('[role="menu"], [role="listbox"], [role="dialog"]').count()) > 0
  const { violations } = await axeOn(page).analyze()
  return asSentences(violations.filter(v => !hasPopup || v.id !== 'region'))
}

/** Axe finds nothing, in dark and in light. Only colours are others in light: it is asked for nothing else there. */
export async function expectAccessible(page: Page, name = 'axe'): Promise<void> {
  await setAppearance(page, 'dark')
  expect.soft(await troubleOf(page), `${name}, dark`).toEqual([])
  await setAppearance(page, 'light')
  const { violations } = await axeOn(page).withRules(['color-contrast']).analyze()
  expect.soft(asSentences(violations), `${name}, light`).toEqual([])
}

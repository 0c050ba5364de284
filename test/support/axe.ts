import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { setAppearance } from './page-parts'

/** What axe calls serious or critical, as sentences; Electron has no second page, hence the legacy mode. */
export async function seriousOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations
    .filter(v => v.impact === 'serious' || v.impact === 'critical')
    .flatMap(v => v.nodes.map(node => `${v.id}: ${node.html.slice(0, 160)} (${node.failureSummary ?? ''})`))
}

/** All that axe finds, whatever it calls it. What pops up over the page lies in none of its landmarks, and need not. */
export async function troubleOf(page: Page): Promise<string[]> {
  const hasPopup = (await page.locator('[role="menu"], [role="listbox"], [role="dialog"]').count()) > 0
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations
    .filter(v => !hasPopup || v.id !== 'region')
    .flatMap(v =>
      v.nodes.map(node => `${v.impact} ${v.id}: ${node.html.slice(0, 160)} (${node.failureSummary ?? ''})`)
    )
}

/** The same look in dark and in light. */
export async function inBothAppearances(page: Page, look: () => Promise<void>): Promise<void> {
  for (const appearance of ['dark', 'light'] as const) {
    await setAppearance(page, appearance)
    await look()
  }
}

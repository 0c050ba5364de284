import { defineConfig } from '@playwright/test'

/** The built app in a real window: one at a time, because each has the machine's screen and a database to itself. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: 'list'
})

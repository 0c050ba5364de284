import { defineConfig } from '@playwright/test'
import base from './playwright.config'

/** `npm run screenshots`: not a test of anything, but the same app driven the same way. */
export default defineConfig({ ...base, testDir: 'test/screenshots' })

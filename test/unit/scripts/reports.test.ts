import { expect, it } from 'vitest'
import { countPlaywright, countReports, countVitest, sumOf } from '../../../scripts/reports.mjs'

it('counts what vitest passed, failed and skipped', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 2,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: []
  }
  expect(countVitest(report)).toEqual({ passed: 7, failed: 2, skipped: 2 })
})

it('counts a test file that could not be loaded as a failure', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }]
  expect(countVitest({ numPassedTests: 7, numFailedTests: 0, testResults }).failed).toBe(1)
})

it('counts what Playwright expected, a flaky test as failed', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
  expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 5, failed: 2, skipped: 2 })
})

it('counts a suite that ran nothing as failed', () => {
  expect(countVitest({}).failed).toBe(1)
  expect(countPlaywright({ stats: { skipped: 3 } }).failed).toBe(1)
})

it('counts a suite without a report as failed', async () => {
  expect((await countReports(['/nowhere/report.json'], countVitest, true)).failed).toBe(1)
})

it('sums the suites', () => {
  const suites = [
    { passed: 1, failed: 0, skipped: 2 },
    { passed: 3, failed: 4, skipped: 0 }
  ]
  expect(sumOf(suites)).toEqual({ passed: 4, failed: 4, skipped: 2 })
})

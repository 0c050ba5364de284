import { readFile } from 'node:fs/promises'

/** A suite that told nothing, or ran nothing, has failed, whatever it exited with. */
const NOTHING = { passed: 0, failed: 1, skipped: 0 }

/** Passed, failed and skipped tests of a vitest JSON report; a file that could not even load counts as one failure. */
export function countVitest(report) {
  const passed = number(report.numPassedTests)
  const failed = number(report.numFailedTests)
  const skipped = number(report.numPendingTests) + number(report.numTodoTests)
  const brokenFiles = (report.testResults ?? []).filter(
    file => file.status === 'failed' && !(file.assertionResults ?? []).some(test => test.status === 'failed')
  ).length
  return orNothing({ passed, failed: failed + brokenFiles, skipped })
}

/** Passed, failed and skipped tests of a Playwright JSON report; errors outside any test count as one failure. */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats ?? {}
  const outside = (report.errors ?? []).length > 0 ? 1 : 0
  return orNothing({
    passed: number(expected),
    failed: number(unexpected) + number(flaky) + outside,
    skipped: number(skipped)
  })
}

/** Read a suite's reports and count them. A suite that failed without a failed test (a crash, a time limit) counts one. */
export async function countReports(files, count, isOk) {
  const read = file =>
    readFile(file, 'utf8')
      .then(text => count(JSON.parse(text)))
      .catch(() => NOTHING)
  const counts = sumOf(await Promise.all(files.map(read)))
  return isOk || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}

/** The sum of many counts. */
export function sumOf(counts) {
  return counts.reduce(
    (sum, each) => ({
      passed: sum.passed + each.passed,
      failed: sum.failed + each.failed,
      skipped: sum.skipped + each.skipped
    }),
    { passed: 0, failed: 0, skipped: 0 }
  )
}

function orNothing(counts) {
  return counts.passed + counts.failed === 0 ? NOTHING : counts
}

function number(value) {
  return Number.isFinite(value) ? value : 0
}

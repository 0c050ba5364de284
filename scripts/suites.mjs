import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './build.mjs'
import { countPlaywright, countReports, countVitest, sumOf } from './reports.mjs'
import { runStep } from './steps.mjs'

const REPORTS = join(root, 'reports')
const MINUTE_MS = 60_000
/** Whatever hangs, the whole run ends within 19 minutes, set-up not counted. */
const ALL_WITHIN_MS = 18.5 * MINUTE_MS

/** End-to-end tests wait more than they compute: three at a time keep two processors busy. */
const E2E_WORKERS = 3

/** What is no test: each passes or fails as one. `words` are a script of the repository and its arguments. */
const checks = [
  ['format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings']],
  ['types of main and tests', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.node.json']],
  ['types of the window', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.web.json']],
  ['fences between the rooms', ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'src']],
  ['limits', ['scripts/check-limits.mjs']]
].map(([name, words]) => ({ name, words, timeLimitMs: 2 * MINUTE_MS }))

const vitest = (name, timeLimitMs, more = []) => ({
  name: `${name} tests`,
  words: [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    name,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=reports/${name}.json`,
    ...more
  ],
  reports: [`${name}.json`],
  count: countVitest,
  timeLimitMs
})

/** What `npm run check` runs. Left to itself, vitest keeps one of two processors free. */
export const checkSuites = [...checks, vitest('unit', 4 * MINUTE_MS, ['--maxWorkers=2'])]

/** What `npm test` runs: the checks, then everything that needs a server or a window. */
export const allSuites = [
  ...checkSuites,
  // These wait more than they compute: three at a time keep two processors busy.
  vitest('integration', 9 * MINUTE_MS, ['--maxWorkers=3']),
  { name: 'build', words: ['scripts/build.mjs'], timeLimitMs: 2 * MINUTE_MS },
  { name: 'package', words: ['scripts/package.mjs'], timeLimitMs: 3 * MINUTE_MS },
  {
    name: 'end-to-end tests',
    words: ['scripts/e2e.mjs', `--workers=${E2E_WORKERS}`, '--reporter=list,json'],
    reports: ['e2e.json'],
    count: countPlaywright,
    timeLimitMs: 13 * MINUTE_MS
  }
]

/**
 * Run suites one after the other, all of them even when one fails. Prints each one's counts and, as the very last
 * line, `N passed, N failed` over all; the exit code says whether any failed.
 */
export async function runSuites(suites) {
  if (!existsSync(join(root, 'node_modules/.package-lock.json')))
    throw new Error('The npm packages are not installed yet: run "npm run setup".')
  await mkdir(REPORTS, { recursive: true })
  const deadline = Date.now() + ALL_WITHIN_MS
  const results = []
  for (const suite of suites) {
    const timeLimitMs = Math.max(1000, Math.min(suite.timeLimitMs, deadline - Date.now()))
    results.push(await runSuite({ ...suite, timeLimitMs }))
    if (process.exitCode === 130) break // Ctrl+C
  }
  const total = sumOf(results)
  await writeFile(join(REPORTS, 'summary.json'), `${JSON.stringify({ total, suites: results }, null, 2)}\n`)
  process.stdout.write('\n')
  for (const { name, passed, failed, skipped, seconds } of results)
    process.stdout.write(
      `${failed > 0 ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds} s)\n`
    )
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
  if (total.failed > 0) process.exitCode ||= 1
}

async function runSuite({ name, words, reports = [], count, timeLimitMs }) {
  const files = reports.map(report => join(REPORTS, report))
  for (const file of files) await rm(file, { force: true })
  const { isOk, seconds } = await runStep(name, words, { timeLimitMs })
  const one = { passed: isOk ? 1 : 0, failed: isOk ? 0 : 1, skipped: 0 }
  const counts = files.length === 0 ? one : await countReports(files, count, isOk)
  return { name, ...counts, seconds }
}

import { checkSuites, runSuites } from './suites.mjs'

runSuites(checkSuites).catch(error => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})

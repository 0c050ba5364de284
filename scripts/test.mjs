import { allSuites, runSuites } from './suites.mjs'

runSuites(allSuites).catch(error => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})

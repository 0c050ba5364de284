#!/usr/bin/env node
const { existsSync } = require('node:fs')
const { join } = require('node:path')

const program = join(__dirname, '../out/main/cli.js')

if (existsSync(program)) require(program)
else {
  process.stderr.write('Sextant is not built yet: run "npm run build".\n')
  process.exitCode = 2
}

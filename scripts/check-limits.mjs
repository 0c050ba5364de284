import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { root } from './build.mjs'
import { findTrouble } from './limits.mjs'

const LEFT_OUT = new Set([
  '.git',
  'node_modules',
  'out',
  'dist',
  'reports',
  'test-results',
  'playwright-report',
  'coverage'
])
const TEXT = new Set([
  '.ts',
  '.tsx',
  '.mjs',
  '.cjs',
  '.js',
  '.css',
  '.html',
  '.md',
  '.json',
  '.yml',
  '.yaml',
  '.npmrc',
  ''
])

async function* filesIn(folder, prefix = '') {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name)) continue
    const path = `${prefix}${entry.name}`
    if (entry.isDirectory()) yield* filesIn(join(folder, entry.name), `${path}/`)
    else if (entry.isFile() && TEXT.has(extname(entry.name))) yield path
  }
}

const troubles = []
for await (const path of filesIn(root))
  troubles.push(...findTrouble(path, await readFile(join(root, path), 'utf8')))
for (const trouble of troubles) process.stdout.write(`${trouble}\n`)
process.stdout.write(
  troubles.length === 0 ? 'Every file is within its limits.\n' : `${troubles.length} to mend.\n`
)
if (troubles.length > 0) process.exitCode = 1

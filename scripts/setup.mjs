import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readRuntime, writeRuntime } from './setup/cache.mjs'
import { setUpDatabase } from './setup/database.mjs'
import { setUpElectron } from './setup/electron.mjs'
import { setUpLibraries } from './setup/libraries.mjs'
import { installPackages } from './setup/packages.mjs'
import { SetupError, say } from './setup/say.mjs'

/**
 * Everything a fresh clone lacks: npm packages, Electron, system libraries, a database for the demo and the tests.
 * Plain Node, because it runs before there is a node_modules. Silent and quick when nothing is missing.
 *
 * `--database=optional`: a missing database is told, not fatal; someone who opens their own store needs none.
 */
async function setUp(root, isDatabaseOptional) {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    throw new SetupError(`Sextant needs Node 20.19 or newer; this is ${process.version}.`)
  await installPackages(root)
  let runtime = await setUpElectron(root, await readRuntime())
  await writeRuntime(runtime)
  runtime = await setUpLibraries(runtime)
  await writeRuntime(runtime)
  try {
    runtime = await setUpDatabase(root, runtime)
  } catch (error) {
    if (!isDatabaseOptional || !(error instanceof SetupError)) throw error
    say(`${error.message} Opening a store of your own works without it.`)
    runtime = { ...runtime, database: null }
  }
  await writeRuntime(runtime)
}

const { values } = parseArgs({ options: { database: { type: 'string', default: 'required' } } })

setUp(fileURLToPath(new URL('..', import.meta.url)), values.database === 'optional').catch(error => {
  say(error instanceof SetupError ? error.message : `Set-up failed: ${error.stack}`)
  process.exitCode = 1
})

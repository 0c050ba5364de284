import { copyFile, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { Arch, build, Platform } from 'electron-builder'
import { buildIfStale, root } from './build.mjs'
import { readElectron } from './electron-env.mjs'
import { OUTPUT, packageConfig } from './package/config.mjs'
import { readFuses } from './package/fuses.mjs'
import { run } from './setup/run.mjs'
import { lastWords, say } from './setup/say.mjs'

const BUILT_FROM = join(root, 'out/built-from')
/** Which build is in the package: the tests look whether it is the one they test. */
const PACKED_FROM = join(OUTPUT, 'packed-from')

/** By the words of the command line: what to make where, and the platform's name in Node. */
const platforms = {
  linux: { platform: Platform.LINUX, node: 'linux' },
  win: { platform: Platform.WINDOWS, node: 'win32' },
  mac: { platform: Platform.MAC, node: 'darwin' }
}

/**
 * `npm run package -- [--linux | --win | --mac]`: the built app in one folder and as one file, in dist/. Without a word,
 * for this platform. For this platform the Electron that set-up found is packed; for another one, the declared version is
 * fetched.
 */
async function makePackage(words) {
  const { values } = parseArgs({
    args: words,
    options: { linux: { type: 'boolean' }, win: { type: 'boolean' }, mac: { type: 'boolean' } }
  })
  const own = Object.keys(platforms).find(name => platforms[name].node === process.platform)
  const name = Object.keys(platforms).find(one => values[one]) ?? own ?? 'linux'
  const { platform, node } = platforms[name]
  await buildIfStale()
  const electron = node === process.platform ? await electronAtHand() : null
  say(
    electron === null
      ? `Packing for ${name}; the declared Electron is fetched.`
      : `Packing with Electron ${electron.version}, the one at hand.`
  )
  const programs = []
  const config = await packageConfig(electron, program => programs.push(program))
  await build({ targets: platform.createTarget(null, Arch[process.arch]), config })
  for (const program of programs) await checkFuses(program)
  if (name === 'linux') await archive(dirname(programs[0]))
  await copyFile(BUILT_FROM, PACKED_FROM)
}

/** The runtime that set-up found, as a folder whose content goes into a package. */
async function electronAtHand() {
  const { path, version } = await readElectron()
  const isMac = process.platform === 'darwin'
  return { version, folder: isMac ? path.slice(0, path.indexOf('/Electron.app/')) : dirname(path) }
}

/** What was set is read back from the file that people will run: a package with an open fuse is none. */
async function checkFuses(program) {
  const { fuses, wrong } = await readFuses(program)
  const lines = Object.entries(fuses).map(([fuse, isOn]) => `  ${isOn ? 'on ' : 'off'} ${fuse}`)
  say(`Fuses of ${basename(program)}:\n${lines.join('\n')}`)
  if (wrong.length > 0) throw new Error(`These fuses are not as they must be: ${wrong.join(', ')}.`)
}

/** One file beside the unpacked app. electron-builder would fetch a tool for it; tar and gzip are everywhere. */
async function archive(unpacked) {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const name = `sextant-${version}`
  const file = join(OUTPUT, `${name}-linux-${process.arch}.tar.gz`)
  const renamed = `--transform=s,^${basename(unpacked)},${name},`
  const { code, output } = await run('tar', [
    ...['-C', OUTPUT, '-I', 'gzip -2', '-cf', file, '--owner=0', '--group=0', '--numeric-owner'],
    ...[renamed, basename(unpacked)]
  ])
  if (code !== 0) throw new Error(`The archive could not be made: ${lastWords(output)}.`)
  const megabytes = Math.round((await stat(file)).size / 1_000_000)
  say(`${basename(file)}: ${megabytes} MB`)
}

makePackage(process.argv.slice(2)).catch(error => {
  say(error.message)
  process.exitCode = 1
})

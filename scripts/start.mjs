import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buildIfStale, root } from './build.mjs'
import { hasDisplay, openDisplay } from './display.mjs'
import { electronEnv, readElectron, sandboxArguments } from './electron-env.mjs'
import { cacheFolder, readRuntime } from './setup/cache.mjs'

const QUIT_WITHIN_MS = 8000

/**
 * `npm start -- [--uri URI] [--ns db.collection] [--read-only] [--user-data-dir DIR]`: the app in a window.
 * Without --uri it opens on the bundled demo. Without a display it shows itself in one of our own, as a picture.
 */
async function start(words) {
  const isDemo = !words.some(word => word === '--uri' || word.startsWith('--uri='))
  if (isDemo && !(await readRuntime()).database)
    throw new Error(
      'There is no database for the demo: run "npm run setup", or name a store with "npm start -- --uri mongodb://…".'
    )
  const electron = await readElectron()
  await buildIfStale()
  const screen = hasDisplay() ? null : await openHeadless(electron)
  const args = [...sandboxArguments(), root, ...(isDemo ? ['--demo'] : []), ...words]
  const logFile = join(await folderFor('logs'), `electron-${process.pid}.log`)
  const child = spawn(electron.path, args, {
    env: electronEnv(screen?.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl+C would otherwise end its windows and its demo under it before it could quit in order.
    detached: process.platform !== 'win32'
  })
  writeOutput(child, logFile)
  const asked = passSignals(child)
  say(`Sextant is opening on ${isDemo ? 'the bundled demo' : 'your store'}; Ctrl+C ends it.`)
  const code = await new Promise((done, fail) => {
    child.once('error', error => fail(new Error(`Electron could not be started: ${error.message}.`)))
    child.once('close', code => done(code ?? 1))
  })
  screen?.stop()
  if (code === 0 || asked.toEnd) return rm(logFile, { force: true })
  throw new Error(
    `Sextant ended with code ${code}. The last it said (all of it is in ${logFile}):\n${await lastLines(logFile)}`
  )
}

async function openHeadless({ xvfb }) {
  if (xvfb === null) throw new Error('There is no display and no Xvfb: run "npm run setup".')
  const { display, stop } = await openDisplay(xvfb)
  const picture =
    process.env.SEXTANT_SCREENSHOT ?? join(await folderFor('screens'), `display-${display.slice(1)}.png`)
  await rm(picture, { force: true })
  say(`There is no display here, so Sextant shows itself on a virtual one (${display}).`)
  say(`A picture of its window, renewed every few seconds: ${picture}`)
  return { env: { DISPLAY: display, SEXTANT_SCREENSHOT: picture }, stop }
}

async function folderFor(name) {
  const folder = join(cacheFolder(), name)
  await mkdir(folder, { recursive: true })
  return folder
}

/** The counts are for the terminal; what Electron and Chromium say besides is for the log. */
function writeOutput(child, logFile) {
  const log = createWriteStream(logFile)
  createInterface(child.stdout).on('line', line => {
    if (line.startsWith('counts ')) process.stdout.write(`${line.slice('counts '.length)}\n`)
    else log.write(`${line}\n`)
  })
  child.stderr.pipe(log, { end: false })
  child.once('close', () => log.end())
}

/** However we are asked to end, the app is asked first: it stops its demo and closes its connections. */
function passSignals(child) {
  const asked = { toEnd: false }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (asked.toEnd) return
      asked.toEnd = true
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), QUIT_WITHIN_MS).unref()
    })
  process.once('exit', () => child.kill('SIGKILL'))
  return asked
}

async function lastLines(file) {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.trim().split('\n').slice(-8).join('\n')
}

function say(line) {
  process.stdout.write(`${line}\n`)
}

start(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})

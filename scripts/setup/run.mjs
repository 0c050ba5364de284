import { spawn } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const KEPT_OUTPUT = 64 * 1024

/**
 * Run a command to its end and keep what it said.
 *
 * Answers { code, output, isTimedOut }; a command that could not be started has code -1. Never rejects: each caller
 * knows best what a failure means.
 */
export function run(command, args, { cwd, env, timeLimitMs = 600_000, isQuiet = false } = {}) {
  return new Promise(resolve => {
    let output = ''
    let isTimedOut = false
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', isQuiet ? 'ignore' : 'pipe', isQuiet ? 'ignore' : 'pipe']
    })
    const timer = setTimeout(() => {
      isTimedOut = true
      child.kill('SIGKILL')
    }, timeLimitMs)
    const keep = data => {
      output = (output + data).slice(-KEPT_OUTPUT)
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.once('error', error => {
      clearTimeout(timer)
      resolve({ code: -1, output: `${output}\n${error.message}`, isTimedOut })
    })
    child.once('close', code => {
      clearTimeout(timer)
      resolve({ code: code ?? -1, output, isTimedOut })
    })
  })
}

/** Without a network npm asks again for many minutes by itself; a person at a prompt wants to know sooner. */
const IMPATIENT = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000']

/** npm as a command: the one that runs us where there is one, because `npm` on the PATH may be another or a .cmd. */
export function npm(words, options) {
  const args = [...words, ...IMPATIENT]
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args], options)
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options)
}

/** Where a program is on the PATH, or null. */
export function findOnPath(name) {
  const file = process.platform === 'win32' ? `${name}.exe` : name
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, file)
    try {
      accessSync(path, constants.X_OK)
      if (statSync(path).isFile()) return path
    } catch {
      // Not in this folder.
    }
  }
  return null
}

/** Whether packages of the system can be installed without asking anybody. */
export function canInstallSystemPackages() {
  return process.getuid?.() === 0 && findOnPath('apt-get') !== null
}

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './build.mjs'

/**
 * Run one step of the checks or tests with a time limit, its output on our terminal.
 *
 * It gets a process group of its own, so that what it started ends with it when the limit is up.
 * Answers { isOk, seconds, isTimedOut }.
 */
export function runStep(title, words, { timeLimitMs }) {
  process.stdout.write(`\n── ${title}\n`)
  const startedAt = Date.now()
  const [program, ...args] = words
  return new Promise(resolve => {
    let isTimedOut = false
    const child = spawn(process.execPath, [join(root, program), ...args], {
      cwd: root,
      env: process.env,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: process.platform !== 'win32'
    })
    const end = signal => {
      try {
        process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
      } catch {
        // It has ended already.
      }
    }
    const stopOn = signal => {
      end(signal)
      process.exitCode = 130
    }
    const timer = setTimeout(() => {
      isTimedOut = true
      process.stdout.write(`${title} took longer than ${Math.round(timeLimitMs / 1000)} s and is ended.\n`)
      end('SIGTERM')
      setTimeout(() => end('SIGKILL'), 5000).unref()
    }, timeLimitMs)
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stopOn)
    const done = code => {
      clearTimeout(timer)
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stopOn)
      resolve({
        isOk: code === 0 && !isTimedOut,
        isTimedOut,
        seconds: Math.round((Date.now() - startedAt) / 100) / 10
      })
    }
    child.once('error', () => done(-1))
    child.once('close', done)
  })
}

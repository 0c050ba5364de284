import { spawn } from 'node:child_process'

const READY_WITHIN_MS = 20_000

/** Whether a window can be shown without a display server of our own. */
export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/**
 * Start an Xvfb of our own on a display number that it chooses itself. Answers { display, pid, stop }.
 *
 * `endsWithLastWindow`: it ends by itself with its last client, so that it does not stay when we are killed.
 */
export function openDisplay(xvfb, { endsWithLastWindow = false } = {}) {
  const args = ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp']
  if (endsWithLastWindow) args.push('-terminate')
  const server = spawn(xvfb, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  const stop = () => {
    if (server.exitCode === null && server.signalCode === null) server.kill('SIGTERM')
  }
  process.once('exit', stop)
  return new Promise((resolve, reject) => {
    let said = ''
    let number = ''
    const timer = setTimeout(() => fail('it did not answer'), READY_WITHIN_MS)
    const fail = reason => {
      clearTimeout(timer)
      stop()
      reject(new Error(`The virtual display Xvfb could not be started: ${reason}.`))
    }
    server.stderr.on('data', data => {
      said = (said + data).slice(-1000)
    })
    server.once('error', error => fail(error.message))
    server.once('exit', code => fail(said.trim().split('\n').at(-1) || `it ended with ${code}`))
    server.stdio[3].on('data', data => {
      number += data
      if (!number.includes('\n')) return
      clearTimeout(timer)
      resolve({ display: `:${number.trim()}`, pid: server.pid, stop })
    })
  })
}

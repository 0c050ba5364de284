import { spawn } from 'node:child_process'

const READY_WITHIN_MS = 20_000

/**
 * Stands between us and Xvfb: when the pipe from us closes, however we ended, the display ends too, and with it the
 * windows on it. In a group of its own, so that Ctrl+C ends the app in order before its display.
 */
const KEEPER = `
const { spawn } = require('node:child_process')
const [xvfb, ...args] = process.argv.slice(1)
const server = spawn(xvfb, args, { stdio: ['ignore', 'ignore', 2, 3] })
server.once('error', error => { console.error(error.message); process.exit(1) })
server.once('exit', code => process.exit(code ?? 0))
const stop = () => { server.kill('SIGTERM'); setTimeout(() => server.kill('SIGKILL'), 3000).unref() }
process.stdin.on('error', () => {}).once('close', stop).resume()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)`

/** Whether a window can be shown without a display server of our own. */
export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** Start an Xvfb of our own on a display number that it chooses itself. Answers { display, stop }. */
export function openDisplay(xvfb) {
  const args = ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp']
  const keeper = spawn(process.execPath, ['-e', KEEPER, xvfb, ...args], {
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    detached: true
  })
  keeper.stdin.on('error', () => {})
  const stop = () => keeper.stdin.end()
  return new Promise((resolve, reject) => {
    let said = ''
    let number = ''
    const fail = reason => {
      clearTimeout(timer)
      stop()
      reject(new Error(`The virtual display Xvfb could not be started: ${reason}.`))
    }
    const timer = setTimeout(() => fail('it did not answer'), READY_WITHIN_MS)
    keeper.stderr.on('data', data => {
      said = (said + data).slice(-1000)
    })
    keeper.once('error', error => fail(error.message))
    keeper.once('exit', code => fail(said.trim().split('\n').at(-1) || `it ended with ${code}`))
    keeper.stdio[3].on('data', data => {
      number += data
      if (!number.includes('\n')) return
      clearTimeout(timer)
      resolve({ display: `:${number.trim()}`, stop })
    })
  })
}

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './build.mjs'

const FEEDS = ['watch', 'full', 'delta']
const SEEDS = 200

/** `--feed name`, `--seeds N`, `--from N`, `--times N` each; `--seed N` plays that one alone. A word that is none of these is an error. */
function readWords(words) {
  const found = { seeds: SEEDS, from: 1, times: 1, feed: undefined }
  for (let i = 0; i < words.length; i += 2) {
    const [name, value] = [words[i], words[i + 1]]
    const number = Number(value)
    if (name === '--feed' && FEEDS.includes(value)) found.feed = value
    else if (!Number.isInteger(number) || number < 1)
      throw new Error(`What does “${name} ${value ?? ''}” mean?`)
    else if (name === '--seeds') found.seeds = number
    else if (name === '--from') found.from = number
    else if (name === '--times') found.times = number
    else if (name === '--seed') Object.assign(found, { from: number, seeds: 1 })
    else throw new Error(`What does “${name}” mean?`)
  }
  return found
}

/** Plays many scripts of writes and faults against each feed on a real server. Exit code 1: one of them ended wrong. */
function soak(words) {
  const { feed, seeds, from, times } = readWords(words)
  const env = {
    ...process.env,
    SEXTANT_SOAK_SEEDS: String(seeds),
    SEXTANT_SOAK_FROM: String(from),
    SEXTANT_SOAK_TIMES: String(times)
  }
  if (feed !== undefined) env.SEXTANT_SOAK_FEED = feed
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const file = 'test/integration/monitor/soak.test.ts'
  const child = spawn(process.execPath, [vitest, 'run', '--project', 'integration', file], {
    cwd: root,
    env,
    stdio: 'inherit'
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('close', code => {
    process.exitCode = code ?? 1
  })
}

try {
  soak(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}

import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

const DAY_MS = 24 * 60 * 60 * 1000

/** The one folder outside the repository that set-up writes to. */
export function cacheFolder(env = process.env) {
  return env.SEXTANT_CACHE ? resolve(env.SEXTANT_CACHE) : join(homedir(), '.cache', 'sextant')
}

/** Where set-up writes down what it found; everything that runs Electron or a database reads it there. */
export function runtimeFile(env = process.env) {
  return env.SEXTANT_RUNTIME ? resolve(env.SEXTANT_RUNTIME) : join(cacheFolder(env), 'runtime.json')
}

/** What the last set-up found, or an empty record; a damaged file only costs a second look. */
export async function readRuntime(file = runtimeFile()) {
  try {
    const found = JSON.parse(await readFile(file, 'utf8'))
    return typeof found === 'object' && found !== null ? found : {}
  } catch {
    return {}
  }
}

/** Write the record whole or not at all: another start may be reading it. */
export async function writeRuntime(runtime, file = runtimeFile()) {
  const text = `${JSON.stringify(runtime, null, 2)}\n`
  if (existsSync(file) && (await readFile(file, 'utf8')) === text) return
  await mkdir(resolve(file, '..'), { recursive: true })
  const part = `${file}.${process.pid}.part`
  await writeFile(part, text)
  await rename(part, file)
}

/** Lower-case hex SHA-256 of a file. */
export async function sha256Of(file) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

/**
 * Fill a folder of the cache as a whole: `fill` works in a temporary one beside it, which takes the final name only
 * when it is complete. A second start that was quicker wins; its folder is as good as ours.
 */
export async function placeFolder(target, fill) {
  const cache = cacheFolder()
  await mkdir(cache, { recursive: true })
  await removeLeftovers(cache)
  const part = await mkdtemp(join(cache, '.part-'))
  try {
    const ready = await fill(part)
    await rename(ready, target).catch(error => {
      if (!existsSync(target)) throw error
    })
  } finally {
    await rm(part, { recursive: true, force: true })
  }
}

/** Temporary folders of set-ups that were cut short; younger ones may belong to one that runs now. */
async function removeLeftovers(cache) {
  for (const name of await readdir(cache)) {
    if (!name.startsWith('.part-')) continue
    const path = join(cache, name)
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs > DAY_MS) await rm(path, { recursive: true, force: true })
  }
}

/**
 * Whether a download that failed before should be left alone for now. Asking again on every start would cost seconds
 * each time, and a network that lacks a host today has it seldom in an hour.
 */
export function isRefused(runtime, what, now = Date.now()) {
  const refusal = runtime.refusals?.[what]
  return typeof refusal?.at === 'number' && now >= refusal.at && now - refusal.at < DAY_MS
}

/** The record with a refusal added. */
export function withRefusal(runtime, what, reason, now = Date.now()) {
  return { ...runtime, refusals: { ...runtime.refusals, [what]: { at: now, reason } } }
}

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The top of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url))

const OUTPUTS = ['main/index.js', 'main/cli.js', 'main/demo.js', 'preload/index.js', 'renderer/index.html']
const INPUTS = [
  'src',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'tsconfig.web.json'
]
const STAMP = join(root, 'out', 'built-from')

/** Build unless out/ was built from exactly the files that are there now. What the build says goes to stderr. */
export async function buildIfStale() {
  const now = await fingerprint()
  const isFresh = (await readFile(STAMP, 'utf8').catch(() => '')) === now
  if (isFresh && OUTPUTS.every(name => existsSync(join(root, 'out', name)))) return
  process.stderr.write('Building the app; this takes a few seconds.\n')
  await build()
}

/** Build main, preload and renderer. Throws what the build said when it fails. */
export async function build() {
  // Before the build: a file saved while it runs makes the next start build again.
  const from = await fingerprint()
  const tool = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  if (!existsSync(tool)) throw new Error('The npm packages are not installed yet: run "npm run setup".')
  const { code, output } = await new Promise((done, fail) => {
    const child = spawn(process.execPath, [tool, 'build', '--logLevel', 'warn'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe']
    })
    let output = ''
    child.stdout.on('data', data => (output += data))
    child.stderr.on('data', data => (output += data))
    child.once('error', fail)
    child.once('close', code => done({ code, output }))
  })
  if (code !== 0) throw new Error(`The build failed:\n${output.trim()}`)
  await mkdir(join(root, 'out'), { recursive: true })
  await writeFile(STAMP, from)
}

/** Say that out/ is not to be trusted: something else than `build` is about to write there. */
export async function forgetBuild() {
  await rm(STAMP, { force: true })
}

/** Names, sizes and times of all that a build reads: cheap, and sees a deleted file as well as a changed one. */
async function fingerprint() {
  const hash = createHash('sha256')
  for (const name of INPUTS) {
    const path = join(root, name)
    const about = await stat(path).catch(() => null)
    if (about === null) continue
    const files = about.isDirectory() ? await readdir(path, { recursive: true }) : ['']
    for (const file of files.sort()) {
      const { size, mtimeMs } = await stat(join(path, file))
      hash.update(`${name}/${file} ${size} ${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

if (import.meta.url === pathToFileURL(resolve(process.argv[1] ?? '')).href) {
  const work = process.argv.includes('--if-stale') ? buildIfStale : build
  work().catch(error => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  })
}

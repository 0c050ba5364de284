import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SOURCE = new URL('./default-app/', import.meta.url)

/**
 * Give an Electron without resources what makes `electron <folder>` run an app: `resources/default_app.asar`.
 * Packed again only when its source has changed. Electron looks for the archive only, never for a plain folder.
 */
export async function installDefaultApp(electronFolder, createPackage) {
  const resources = join(electronFolder, 'resources')
  const archive = join(resources, 'default_app.asar')
  const stamp = join(resources, 'default_app.sha256')
  const sum = createHash('sha256')
    .update(await readFile(new URL('main.cjs', SOURCE)))
    .update(await readFile(new URL('package.json', SOURCE)))
    .digest('hex')
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sum) return
  const folder = await mkdtemp(join(tmpdir(), 'sextant-default-app-'))
  try {
    for (const name of ['main.cjs', 'package.json']) await cp(new URL(name, SOURCE), join(folder, name))
    const part = `${archive}.${process.pid}.part`
    await createPackage(folder, part)
    await rename(part, archive)
    await writeFile(stamp, sum)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

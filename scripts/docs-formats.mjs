import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { root } from './build.mjs'

/** `npm run docs:formats`: writes docs/formats.md anew from the formats and the recordings. */
async function writeFormatsPage() {
  const { module } = await runnerImport(join(root, 'test/support/formats-page.ts'))
  await writeFile(join(root, 'docs/formats.md'), module.formatsPage())
}

writeFormatsPage().catch(error => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})

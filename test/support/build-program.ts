import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { build } from 'vite'
import { external } from '../../electron.vite.config'

/** A program built as it ships, in a folder of the test's own. */
export interface BuiltProgram {
  readonly path: string
  remove(): Promise<void>
}

/**
 * Build one of the programs (`src/cli`, `src/demo`), so that a test can run it like any other. The folder lies in
 * `node_modules`, because what is left outside the bundle must be found from there.
 */
export async function buildProgram(folder: string): Promise<BuiltProgram> {
  const name = basename(folder)
  const parent = resolve('node_modules/.cache')
  await mkdir(parent, { recursive: true })
  const outDir = await mkdtemp(join(parent, `sextant-${name}-`))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: {
      noExternal: true,
      external
    },
    build: {
      ssr: resolve(folder, 'index.ts'),
      target: 'node18',
      outDir,
      rollupOptions: {
        output: { format: 'cjs', entryFileNames: `${name}.cjs`, chunkFileNames: '[name]-[hash].cjs' }
      }
    }
  })
  return { path: join(outDir, `${name}.cjs`), remove: () => rm(outDir, { recursive: true, force: true }) }
}

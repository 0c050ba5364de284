import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'

/**
 * Build the demo as it ships, into a folder of the test's own, so that it can be forked like any program.
 *
 * The folder lies in `node_modules`, because what is left outside the bundle must be found from there.
 */
export async function buildDemo(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const parent = resolve('node_modules/.cache')
  await mkdir(parent, { recursive: true })
  const outDir = await mkdtemp(join(parent, 'sextant-demo-'))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: {
      noExternal: true,
      external: [
        'mongodb',
        'express',
        'express-session',
        'connect-mongo',
        'connect-mongodb-session',
        'mongodb-memory-server-core'
      ]
    },
    build: {
      ssr: resolve('src/demo/index.ts'),
      target: 'node18',
      outDir,
      rollupOptions: {
        output: { format: 'cjs', entryFileNames: 'demo.cjs', chunkFileNames: '[name]-[hash].cjs' }
      }
    }
  })
  return { path: join(outDir, 'demo.cjs'), remove: () => rm(outDir, { recursive: true, force: true }) }
}

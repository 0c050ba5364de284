import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/**
 * Left outside the bundles: what a store library must own by itself (its own driver version), and what reads files
 * beside itself. Everything else is bundled, because packages that ship as ES modules only cannot be required by the
 * Node 18 inside the oldest Electron this runs on (docs/decisions/0001-electron-runtime.md).
 */
export const external = [
  'electron',
  'mongodb',
  'mongodb/lib/cmap/commands',
  '@mongodb-js/devtools-proxy-support',
  'express',
  'express-session',
  'connect-mongo',
  'connect-mongodb-session',
  'mongodb-memory-server-core'
]

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      target: 'node18',
      outDir: 'out/main',
      rollupOptions: {
        external,
        input: {
          index: resolve('src/main/index.ts'),
          cli: resolve('src/cli/index.ts'),
          demo: resolve('src/demo/index.ts')
        },
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' }
      }
    }
  },
  preload: {
    build: {
      externalizeDeps: false,
      target: 'node18',
      outDir: 'out/preload',
      rollupOptions: {
        external: ['electron'],
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js' }
      }
    }
  },
  renderer: {
    root: resolve('src/renderer'),
    plugins: [react()],
    build: {
      target: 'chrome114',
      // electron-vite leaves pages readable; a third of the text is a third of the parsing before the first paint.
      minify: true,
      // The page's policy lets fonts come from files alone, not from data addresses.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      outDir: resolve('out/renderer'),
      rollupOptions: { input: resolve('src/renderer/index.html') }
    }
  }
})

import { webcrypto } from 'node:crypto'

// The Node 18 inside the oldest Electron has no global `crypto`, which mongodb 7 expects. It must be there before the
// driver is loaded, so everything else is loaded afterwards, by the import below.
if (globalThis.crypto === undefined) Object.defineProperty(globalThis, 'crypto', { value: webcrypto })

void import('./run').then(({ run }) => run(process.argv.slice(2)))

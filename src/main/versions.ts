import { arch, release, type } from 'node:os'
import { version as driver } from 'mongodb/package.json'
import type { AppFacts } from '../shared/ipc/contract'

/** What this program is made of and runs on, for the about box and for whoever reports a bug. */
export function readVersions(): AppFacts['versions'] {
  const { electron = '', chrome = '', node, v8 } = process.versions
  return [
    ['Electron', electron],
    ['Chromium', chrome],
    ['Node.js', node],
    ['V8', v8],
    ['MongoDB driver', driver],
    ['System', `${type()} ${release()} ${arch()}`]
  ]
}

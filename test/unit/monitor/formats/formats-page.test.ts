import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { libraryFormats } from '../../../../src/monitor/formats/registry'
import { formatIds } from '../../../../src/shared/domain/store'
import { formatsPage } from '../../../support/formats-page'
import { recordings } from '../../../support/recordings'

it('is what docs/formats.md says: if not, run "npm run docs:formats"', () => {
  expect(readFileSync(resolve(process.cwd(), 'docs/formats.md'), 'utf8')).toBe(formatsPage())
})

it('calls verified only what the real library wrote, and names every format', () => {
  const recorded = recordings.filter(recording => !recording.isByHand).map(recording => recording.format)
  const tried = new Set(['connect-mongodb-session', 'connect-mongo', ...recorded])
  for (const { id, claims } of libraryFormats) expect([id, claims.isVerified]).toEqual([id, tried.has(id)])
  expect([...libraryFormats.map(format => format.id), 'mapped'].sort()).toEqual([...formatIds].sort())
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readFirstAppearance } from '../../../src/main/first-appearance'

/** What is read from a folder whose settings file holds `text`; without it there is no file. */
function readFrom(text: string | null) {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-settings-'))
  try {
    if (text !== null) writeFileSync(join(folder, 'settings.json'), text)
    return readFirstAppearance(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

it('opens in the colours chosen last', () => {
  expect(readFrom('{ "appearance": "dark", "recent": [] }')).toBe('dark')
  expect(readFrom('{ "appearance": "light" }')).toBe('light')
})

it('opens as the system has it where nothing, or nothing that can be read, was kept', () => {
  for (const text of [null, '', '{', 'null', '[]', '{ "appearance": "pink" }'])
    expect(readFrom(text)).toBe('system')
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Appearance } from '../shared/ipc/contract'

/** The settings file's name, without `.json`. */
export const SETTINGS_NAME = 'settings'

/**
 * The appearance chosen last, read before there is a window: one that opened in other colours would be seen to change.
 * Read by hand, because the settings store takes longer to load than all else a window needs. What is not there, or
 * cannot be read, is as the system has it.
 */
export function readFirstAppearance(folder: string): Appearance {
  try {
    const settings: unknown = JSON.parse(readFileSync(join(folder, `${SETTINGS_NAME}.json`), 'utf8'))
    const kept: unknown = Object(settings).appearance
    return kept === 'light' || kept === 'dark' ? kept : 'system'
  } catch {
    return 'system'
  }
}

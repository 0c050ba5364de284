import { type BrowserWindow, dialog } from 'electron'
import type { RowsFormat } from '../../shared/domain/rows'

/** The system's own save dialog over `window`; null when the person thinks better of it. */
export async function chooseFile(window: BrowserWindow, format: RowsFormat): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Export sessions',
    defaultPath: `sessions.${format}`,
    filters: [{ name: format.toUpperCase(), extensions: [format] }],
    properties: ['createDirectory', 'showOverwriteConfirmation']
  })
  return canceled || !filePath ? null : filePath
}

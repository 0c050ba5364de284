import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Every file below a folder that holds one of these texts, in one byte a letter or in two. */
export async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of entries.filter(e => e.isFile())) {
    const file = join(entry.parentPath, entry.name)
    const content = await readFile(file)
    if (texts.some(text => content.includes(text) || content.includes(Buffer.from(text, 'utf16le'))))
      found.push(file)
  }
  return found
}

import { rename, writeFile } from 'node:fs/promises'
import type { BrowserWindow } from 'electron'
import type { Totals } from '../shared/domain/view'

const SCREENSHOT_EVERY_MS = 3000

/** For a machine without a display: the window as a picture in a file, and the counts as lines. */
export interface Headless {
  counts(totals: Totals): void
  stop(): void
}

/** The counts as one line, beginning with the word that `scripts/start.mjs` looks for. */
export function countsLine(totals: Totals): string {
  const { signedIn, guests, users, expiringSoon, expired, unreadable } = totals
  const parts = [
    `${signedIn} signed in`,
    `${guests} guests`,
    `${users} users`,
    `${expiringSoon} expiring < 1 min`,
    `${expired} expired`,
    `${unreadable} unreadable`
  ]
  return `counts ${parts.join(' · ')}`
}

/** Keep `file` fresh with what the window shows. It is replaced whole, so that a reader never sees half a picture. */
export function startHeadless(
  window: BrowserWindow,
  file: string,
  report: (error: unknown) => void
): Headless {
  let lastLine = ''
  const timer = setInterval(() => {
    void capture(window, file).catch(report)
  }, SCREENSHOT_EVERY_MS)
  return {
    counts(totals) {
      const line = countsLine(totals)
      if (line !== lastLine) process.stdout.write(`${line}\n`)
      lastLine = line
    },
    stop: () => clearInterval(timer)
  }
}

async function capture(window: BrowserWindow, file: string): Promise<void> {
  if (window.isDestroyed()) return
  const image = await window.webContents.capturePage()
  if (image.isEmpty()) return
  await writeFile(`${file}.part`, image.toPNG())
  await rename(`${file}.part`, file)
}

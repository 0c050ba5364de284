import { join } from 'node:path'
import { app, ipcMain, nativeTheme, protocol } from 'electron'
import { registerAppScheme, serveApp } from './app-protocol'
import { createAppWindow, showWhenPainted } from './app-window'
import { readArguments } from './arguments'
import { readFirstAppearance } from './first-appearance'
import { keepFirstQuestion } from './first-question'
import { claimUserData, type OtherStarts } from './other-starts'

const PRELOAD = join(__dirname, '../preload/index.js')
const PAGE_FOLDER = join(__dirname, '../renderer')
const DEMO_SCRIPT = join(__dirname, 'demo.js')

/** Everything that is read from outside, in one place. */
function readSurroundings() {
  return {
    args: readArguments(process.argv.slice(1)),
    devUrl: app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null),
    screenshot: process.env.SEXTANT_SCREENSHOT ?? null,
    demoScript: DEMO_SCRIPT
  }
}

const surroundings = readSurroundings()
const { args, devUrl } = surroundings
if (args.userDataFolder !== null) app.setPath('userData', args.userDataFolder)
registerAppScheme(protocol)

/**
 * The window first, and nothing else until it has painted: Chromium needs this thread to bring a page up, so that whatever
 * is loaded before makes the window wait. Hence this file imports nothing that the window can do without.
 */
async function main(others: OtherStarts): Promise<void> {
  await app.whenReady()
  serveApp(protocol, PAGE_FOLDER)
  const ipc = keepFirstQuestion(ipcMain)
  const stateFolder = app.getPath('userData')
  nativeTheme.themeSource = readFirstAppearance(stateFolder)
  const window = createAppWindow({
    preload: PRELOAD,
    devUrl,
    stateFolder,
    isPackaged: app.isPackaged
  })
  await showWhenPainted(window)
  const { runProgram } = await import('./program')
  await runProgram(window, ipc, { ...surroundings, others })
}

const others = claimUserData(app, process.argv.slice(1))
if (others !== null) void main(others)
else {
  process.stdout.write('Sextant is open already; its window comes to the front.\n')
  app.exit()
}

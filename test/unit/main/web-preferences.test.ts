import { expect, it } from 'vitest'
import { webPreferencesOf } from '../../../src/main/web-preferences'

it('locks the page in, and the tools of developers out of what is packaged', () => {
  expect(webPreferencesOf({ preload: '/p.js', isPackaged: true })).toEqual({
    preload: '/p.js',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    devTools: false,
    spellcheck: false,
    backgroundThrottling: false
  })
  expect(webPreferencesOf({ preload: '/p.js', isPackaged: false }).devTools).toBe(true)
})

import type { WebPreferences } from 'electron'

/** What the page's switches depend on. */
export interface PreferenceParts {
  readonly preload: string
  readonly isPackaged: boolean
}

/** The page's switches, each said, whatever the default of an Electron version is. */
export function webPreferencesOf({ preload, isPackaged }: PreferenceParts): WebPreferences {
  return {
    preload,
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
    devTools: !isPackaged,
    spellcheck: false,
    // A monitor that stands behind another window must go on counting down.
    backgroundThrottling: false
  }
}

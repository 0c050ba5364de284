import { parseArgs } from 'node:util'

/** What the app was started with: the same words as the terminal command takes. */
export interface Arguments {
  readonly uri: string | null
  readonly ns: string | null
  readonly userDataFolder: string | null
  readonly isDemo: boolean
  /** The demo's sign-in keeps the session id. */
  readonly isLoginVulnerable: boolean
  /** For this run, whatever the settings say; null: as they say. */
  readonly mirrorAtMost: number | null
  /** Nothing is written to any server, and it cannot be allowed in the window either. */
  readonly isReadOnly: boolean
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)

const count = (value: unknown) =>
  typeof value === 'string' && /^\d{1,8}$/.test(value) ? Number(value) : null

/** Read the command line. Electron's and Chromium's own switches stand between ours, so unknown ones pass. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    options: {
      uri: { type: 'string' },
      ns: { type: 'string' },
      'read-only': { type: 'boolean' },
      'user-data-dir': { type: 'string' },
      demo: { type: 'boolean' },
      'vulnerable-login': { type: 'boolean' },
      'mirror-at-most': { type: 'string' }
    }
  })
  return {
    uri: text(values.uri),
    ns: text(values.ns),
    userDataFolder: text(values['user-data-dir']),
    isDemo: values.demo === true,
    isLoginVulnerable: values['vulnerable-login'] === true,
    mirrorAtMost: count(values['mirror-at-most']),
    isReadOnly: values['read-only'] === true
  }
}

/** So often is a page that crashed loaded again by itself, within so long. */
const MOST_RELOADS = 3
const WITHIN_MS = 60_000

/** What this file needs of Electron; a test passes an emitter in its place. */
export interface CrashingPage {
  isCrashed(): boolean
  isDestroyed(): boolean
  reload(): void
  on(event: 'render-process-gone', listener: (event: unknown, details: { reason: string }) => void): unknown
}

/** `now` in epoch ms. `ask` says what happened, `crashes` times within a minute, and resolves with what the person chose. */
export interface CrashParts {
  readonly now: () => number
  readonly report: (what: string, error: unknown) => void
  readonly ask: (crashes: number) => Promise<'reload' | 'quit'>
  readonly quit: () => void
}

/**
 * After a crash the page comes again by itself, and asks for everything anew. One that crashes at every load would do so
 * without end, on all of a processor: after three reloads within a minute the person is asked.
 */
export function reloadAfterCrash(page: CrashingPage, { now, report, ask, quit }: CrashParts): void {
  let crashedAt: readonly number[] = []

  function gone(reason: string): void {
    report('The page went away', new Error(reason))
    const at = now()
    crashedAt = [...crashedAt.filter(before => at - before < WITHIN_MS), at]
    if (crashedAt.length <= MOST_RELOADS) page.reload()
    else void askNext(crashedAt.length).catch(error => report('Nobody could be asked', error))
  }

  async function askNext(crashes: number): Promise<void> {
    report('The page is not loaded again by itself', new Error(`${crashes} crashes within a minute`))
    const chosen = await ask(crashes)
    crashedAt = []
    if (chosen === 'quit') quit()
    else if (!page.isDestroyed()) page.reload()
  }

  page.on('render-process-gone', (_event, { reason }) => {
    // 'clean-exit' is the window closing.
    if (reason !== 'clean-exit') gone(reason)
    else report('The page went away', new Error(reason))
  })
  // The window opens before anything listens.
  if (page.isCrashed()) gone('before the program began')
}

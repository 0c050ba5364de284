/** What the monitor needs of timers, so that a test can turn time by hand. `start` returns its own undo. */
export interface Timers {
  start(action: () => void, delayMs: number): () => void
}

/** Node's own. They do not keep a process alive: a terminal command that is done may end. */
export const systemTimers: Timers = {
  start(action, delayMs) {
    const timer = setTimeout(action, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  }
}

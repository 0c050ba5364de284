/** What the demo tells the program that forked it; plain data over Node's channel or Electron's. */
export type DemoMessage =
  | { readonly kind: 'step'; readonly text: string }
  | { readonly kind: 'ready'; readonly shopUrl: string; readonly uri: string; readonly ns: string }
  | { readonly kind: 'failed'; readonly message: string; readonly hint: string }

/** What Electron puts on `process` in a utility process; nothing of it is there elsewhere. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
}

const parentPort = (process as { readonly parentPort?: ParentPort }).parentPort

/** Tell the parent, where there is one; a parent that has just died is told nothing. Settles when it is sent. */
export function tellParent(message: DemoMessage): Promise<void> {
  if (parentPort !== undefined) {
    parentPort.postMessage(message)
    return Promise.resolve()
  }
  return new Promise(resolve => {
    if (process.send === undefined || !process.connected) return resolve()
    process.send(message, undefined, undefined, () => resolve())
  })
}

/**
 * Hear of every way in which the demo is asked to end: a signal, the parent's word `{ kind: 'stop' }`, or the
 * channel closing because the parent is gone, in whatever way it went. (A utility process ends with its Electron by itself.)
 */
export function onEnd(end: () => void): void {
  const hear = (message: unknown) => {
    if (typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'stop') end()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  process.on('disconnect', end)
  process.on('message', hear)
  parentPort?.on('message', ({ data }) => hear(data))
}

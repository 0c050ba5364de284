import type { MongoClient, ServerDescription } from 'mongodb'
import type { Life } from './life'

/** The connection went silent or away, as an error in its own right: no call of the driver has failed yet. */
export class LostError extends Error {
  constructor(message: string, cause: unknown = undefined) {
    super(message, { cause })
    this.name = 'LostError'
  }
}

/** It only stopped answering: it may have gone, or have much to do. */
export class SilentError extends LostError {}

/** Watches over one round of a feed. */
export interface Watchdog {
  /** Something came from the server. */
  heard(): void
  /**
   * While nothing is asked, nothing can be heard: silence counts only while something is. It does from the start.
   * `longestMs` is for a question that takes its time; without it, the watchdog's own patience.
   */
  expect(isAsked: boolean, longestMs?: number): void
  /** Rejects with a `LostError` when the server is lost; never resolves. */
  readonly lost: Promise<never>
  stop(): void
}

const LOOK_EVERY_MS = 1000

const canRead = (server: ServerDescription) => server.isWritable || server.isReadable

/**
 * Notices a lost server before the driver's calls fail. A closed socket marks the server unknown at once, while a change
 * stream would first try to resume for the whole server-selection time. A server that just stops answering, by
 * hearing nothing for `silentMs`: the feed must make sure that a healthy one says something more often.
 */
export function createWatchdog(client: MongoClient, life: Life, silentMs: number): Watchdog {
  let heardAt = performance.now()
  let isAsked = true
  let patienceMs = silentMs
  let give: (error: LostError) => void = () => {}
  const lost = new Promise<never>((_, reject) => {
    give = reject
  })
  // Nobody may be waiting at the moment it rejects.
  lost.catch(() => {})
  const onTopology = ({
    newDescription
  }: {
    newDescription: { servers: Map<string, ServerDescription> }
  }) => {
    const servers = [...newDescription.servers.values()]
    if (servers.some(canRead)) return
    give(new LostError('no server to read from', servers.find(s => s.error)?.error))
  }
  client.on('topologyDescriptionChanged', onTopology)
  const timer = setInterval(() => {
    if (isAsked && performance.now() - heardAt > patienceMs)
      give(new SilentError('the server has gone silent: it timed out'))
  }, LOOK_EVERY_MS)
  const takeBack = life.onEnd(stop)

  function stop() {
    clearInterval(timer)
    client.off('topologyDescriptionChanged', onTopology)
    takeBack()
  }
  return {
    heard() {
      heardAt = performance.now()
    },
    expect(next, longestMs = silentMs) {
      isAsked = next
      patienceMs = longestMs
      heardAt = performance.now()
    },
    lost,
    stop
  }
}

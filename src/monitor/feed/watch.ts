import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  type ChangeStream,
  type ChangeStreamDocument,
  type Document,
  Long,
  MongoServerError,
  type ResumeToken
} from 'mongodb'
import type { BegunRead } from '../begun-read'
import { createBacklog } from './backlog'
import { tellAll, toldBy, writtenAtOf } from './changes'
import type { Feed, FeedSource, Sink } from './feed'
import type { FollowedSource, Incarnation } from './incarnation'
import { createLagMeter } from './lag'
import { BeginAgain, type Round, startRounds } from './rounds'
import { createProgress, readAll, takeBegun } from './snapshot'
import { isToBeginAgain, refusalOf } from './stream-errors'
import { createWatchdog, type Watchdog } from './watchdog'

/** An idle stream answers this often, which also tells that the server is there. */
const MAX_AWAIT_MS = 1000
/** A stream silent for this long is lost. */
const SILENT_MS = 7000
/** Opening may have to wait for a busy server. */
const OPEN_MS = 10_000
/** How often the measured lag is told at most. */
const TELL_LAG_MS = 1000
/** So many changes are told in one turn of the event loop, some milliseconds' worth; then others have theirs. */
const SLICE = 100

/** Change streams cannot be had here: the reason in a few words, for the feed's state. */
export type Refused = (why: string) => void

/**
 * Follows a collection by its change stream: stream first, snapshot second, then what the stream told meanwhile, and only
 * then the snapshot's end, so that what was deleted meanwhile is told by its own event and not twice. So there
 * is no gap, and what is told twice does no harm. Short breaks are resumed by token in the driver; history lost,
 * drops, renames and lost connections begin a new round. `refused` is called, and the feed ends, where there are none.
 */
export function startWatch(source: FollowedSource, sink: Sink, refused: Refused): Feed {
  let hasOpened = false
  const round = (r: Round) =>
    watchRound(r, source.incarnation, () => {
      hasOpened = true
    })
  return startRounds(source, sink, round, error => {
    const why = hasOpened ? null : refusalOf(error)
    if (why !== null) refused(why)
    return why !== null
  })
}

async function watchRound(round: Round, incarnation: Incarnation, opened: () => void): Promise<void> {
  const { source, life } = round
  const dog = createWatchdog(source.client, life, SILENT_MS)
  const { begun, resumeToken } = begunFor(round)
  const stream = openStream(source, resumeToken)
  const follower = createFollower(round, stream, dog)
  // Closed while the server still opens it, the driver would not know its cursor, which then stays open over there.
  const settled = Promise.race([follower.isOpen, follower.ended]).catch(() => {})
  life.onEnd(() => life.owe(settled.then(follower.close)))
  const untilFailure = <T>(work: Promise<T>) => Promise.race([work, follower.ended, dog.lost])
  await untilFailure(follower.isOpen).catch(error => {
    throw resumeToken === null ? error : withoutToken(error)
  })
  opened()
  await untilFailure(round.clockIsRight)
  // Dropped while no stream was open: nobody signed out. What happens from now on, the stream tells.
  incarnation.newRound()
  await untilFailure(incarnation.clearIfGone(round))
  await untilFailure(readSnapshot(round, incarnation, { dog, follower, begun }))
  round.settled()
  await untilFailure(follower.goLive())
  await untilFailure(new Promise<never>(() => {}))
}

/** A server may refuse a token of its own, as the embedded one does where another collection was written to last. */
const withoutToken = (error: unknown) =>
  refusalOf(error) === null ? error : new BeginAgain('the token of the read that was begun was refused')

/** A read that has begun serves where the stream can tell what was written from its beginning on. */
function begunFor({ source, life }: Round): {
  readonly begun: BegunRead | null
  readonly resumeToken: ResumeToken | null
} {
  const taken = takeBegun(source, life)
  const resumeToken = taken?.resumeToken ?? null
  if (resumeToken !== null) return { begun: taken, resumeToken }
  if (taken !== null) life.owe(taken.close())
  return { begun: null, resumeToken }
}

/** The change stream of what a row needs, from a token or from its opening on. Nothing is sent before it is read from. */
export function openStream(source: FeedSource, startAfter: ResumeToken | null = null): ChangeStream {
  const names = Object.keys(source.projection)
  const fields =
    names.length === 0 ? { fullDocument: 1 } : Object.fromEntries(names.map(n => [`fullDocument.${n}`, 1]))
  // Only what a row needs goes over the wire; `_id` is the resume token and stays.
  const project = { operationType: 1, documentKey: 1, clusterTime: 1, wallTime: 1, ...fields }
  return source.collection.watch([{ $project: project }], {
    fullDocument: 'updateLookup',
    maxAwaitTimeMS: MAX_AWAIT_MS,
    maxTimeMS: OPEN_MS,
    ...(startAfter !== null && { startAfter })
  })
}

interface Reading {
  readonly dog: Watchdog
  readonly follower: Follower
  readonly begun: BegunRead | null
}

async function readSnapshot(
  round: Round,
  incarnation: Incarnation,
  { dog, follower, begun }: Reading
): Promise<void> {
  const { source, sink, life } = round
  const progress = createProgress(source, sink)
  const tell = (documents: readonly Document[]) => sink.put(documents, source.clock.now(), false)
  sink.beginSnapshot()
  dog.expect(true, round.patienceMs)
  await readAll(source, life, { heard: dog.heard, tell, progress }, begun)
  dog.expect(true)
  // Replaced while it was read: what is missing has not signed out, and what was read may be of either.
  if (await incarnation.clearIfGone(round)) throw new BeginAgain('the collection was replaced')
  await follower.catchUp()
  sink.endSnapshot(source.clock.now())
}

/** Takes in what the stream says, from its opening on. */
export interface Follower {
  /**
   * Resolves when the server has the cursor. Asking `watch` alone sends nothing: without waiting here a write between
   * snapshot and first read would be lost. The driver tells by the first resume token, which comes with the cursor.
   */
  readonly isOpen: Promise<void>
  /** Rejects when the stream ends, for whatever reason. */
  readonly ended: Promise<never>
  /** Tells the sink what has become of each document that changed while the snapshot was read, slice by slice. */
  catchUp(): Promise<void>
  /** Closes the stream, also one that the driver is opening or has opened anew meanwhile. */
  close(): Promise<void>
  /** From now on tell the sink at once, after what was kept. */
  goLive(): Promise<void>
}

/** Begins to read `stream`; what it says waits for `goLive`. */
export function createFollower({ source, sink, life }: Round, stream: ChangeStream, dog: Watchdog): Follower {
  const lag = createLagMeter()
  const backlog = createBacklog()
  const sinceAt = source.clock.now()
  let isLive = false
  let isFlushDue = false
  let toldLagAt = 0
  let toldLagMs: number | null = null

  const tellLive = () => {
    toldLagAt = performance.now()
    toldLagMs = lag.medianMs
    sink.state({ kind: 'live', sinceAt, mode: 'watch', lagMs: toldLagMs })
  }

  function flush(): void {
    isFlushDue = false
    if (!isLive) return
    tellAll(backlog.take(backlog.size), sink)
    // The first lag at once: until then nothing is known.
    const isDue = toldLagMs === null || performance.now() - toldLagAt >= TELL_LAG_MS
    if (lag.medianMs !== null && isDue) tellLive()
  }

  function take(change: ChangeStreamDocument): void {
    const now = source.clock.now()
    const told = toldBy(change, now)
    if (told === null) return
    if (told.kind === 'clear') flush()
    if (told.kind === 'clear') sink.clear(told.at)
    if (told.kind === 'clear' || told.kind === 'end')
      throw new BeginAgain('the collection was dropped or renamed')
    backlog.add(told)
    const writtenAt = writtenAtOf(change)
    if (isLive && writtenAt !== null) lag.add(now - writtenAt)
    // All events of one answer arrive before this runs: many at once are one call, a single one does not wait.
    if (!isFlushDue) setImmediate(flush)
    isFlushDue = true
  }

  async function tellKept(): Promise<void> {
    while (backlog.size > 0 && !life.isOver) {
      // Twice what may come meanwhile, so that it ends however busy the store is.
      tellAll(backlog.take(SLICE * 2), sink)
      await nextTurn()
    }
  }

  let closing: Promise<void> = Promise.resolve()
  /**
   * A driver that is resuming while it is closed closes the cursor of before, and then opens another one, which would stay
   * open over there and be read for ever.
   */
  function closeAgain(): void {
    if (life.isOver) life.owe(close())
  }

  /**
   * One after the other: of two at once, the second ends the session with which the first is about to kill the cursor. And
   * when this turn is over: the driver does not know before then which cursor it has just opened.
   */
  function close(): Promise<void> {
    closing = closing.then(() => nextTurn()).then(closeNow)
    return closing
  }

  /**
   * The driver kills its cursor once, without looking whether that came through: not while the server is stepping down. So
   * it is killed by its id as well; one that has gone already is no error to the server.
   */
  async function closeNow(): Promise<void> {
    const { collection, client } = source
    const id: unknown = Reflect.get(Object(Reflect.get(stream, 'cursor')), 'id')
    await stream.close().catch(() => {})
    if (!(id instanceof Long) || id.isZero()) return
    const command = { killCursors: collection.collectionName, cursors: [id] }
    await client
      .db(collection.dbName)
      .command(command)
      .catch(() => {})
  }

  let open: () => void = () => {}
  let hasOpened = false
  const isOpen = new Promise<void>(resolve => {
    open = () => {
      hasOpened = true
      resolve()
    }
  })
  stream.on('resumeTokenChanged', () => {
    dog.heard()
    open()
    closeAgain()
  })
  const ended = follow(stream, change => {
    closeAgain()
    if (life.isOver) throw new BeginAgain('the round is over')
    dog.heard()
    open()
    take(change)
  }).catch(error => {
    // What the server answers to a resuming is not its last word: without a token it may well let us in.
    const isRefusal = hasOpened && error instanceof MongoServerError
    throw isRefusal ? new BeginAgain('the stream could not be resumed', { cause: error }) : error
  })
  ended.catch(() => {})

  return {
    isOpen,
    ended,
    close,
    catchUp() {
      backlog.keepLasts()
      return tellKept()
    },
    async goLive() {
      await tellKept()
      isLive = true
      tellLive()
    }
  }
}

async function follow(stream: ChangeStream, take: (change: ChangeStreamDocument) => void): Promise<never> {
  try {
    // One answer may hold thousands of changes, and the driver gives them without ever leaving the turn.
    for (let taken = 1; ; taken += 1) {
      take(await stream.next())
      if (taken % SLICE === 0) await nextTurn()
    }
  } catch (error) {
    throw isToBeginAgain(error) ? new BeginAgain('the stream has ended', { cause: error }) : error
  }
}

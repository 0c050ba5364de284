import { expect } from 'vitest'
import type { ActivityEvent } from '../../src/shared/domain/event'
import { asDeleted, asTurnedOut } from './events'
import { judgeEndings, NEAR_MS, type Round } from './judge-endings'
import { beginFault, type Script, type ScriptRound } from './store-script'
import { aSession, createStoreWriter, lifetimes, type StoredState, type StoreWriter } from './store-writes'
import { until } from './until'
import { type FeedUnderTest, startWatched, type Watched } from './watched'

/** Where a script is played: one feed, and a server of its kind. */
export interface Stage {
  readonly feed: FeedUnderTest
  readonly port: number
  /** Kills the server and starts it again on its data and port; without it, scripts must not ask for that. */
  readonly restart?: () => Promise<void>
}

/** Polls as quick as their cost allows; sweeps may take half of the server's time. */
const quick = {
  delta: { tickMs: 40, sweepMs: 100, share: 0.5 },
  full: { shortestMs: 40 }
}

/**
 * Plays a script against a feed, with a store of its own. After each round, once quiet: what is held is what a fresh read gives,
 * totals are as counted one by one, and each ending was told rightly, as far as the feed can know. Rejects with what is not so.
 */
export async function runScript(stage: Stage, script: Script): Promise<void> {
  const first = aSession('first-00', { lifetimeMs: lifetimes.usual, isDated: true, user: 'ann@shop.io' })
  const watched = await startWatched(stage.port, stage.feed, [first], quick)
  try {
    await watched.sessions.createIndex({ expires: 1 })
    const writer = createStoreWriter(watched.sessions, [first])
    await watched.untilWell('all is well at first')
    for (const [number, round] of script.entries()) {
      await playRound(stage, watched, writer, { ...round, number }).catch(error => {
        const why = error instanceof Error ? error : new Error(String(error))
        const states = JSON.stringify(watched.states.slice(-3))
        const fault = JSON.stringify(round.fault)
        throw new Error(`round ${number}, fault ${fault}: ${why.message}${causeOf(why)}\n${states}`, {
          cause: error
        })
      })
    }
    await watched.finish()
  } finally {
    await watched.abandon()
  }
}

const causeOf = ({ cause }: Error) => (cause instanceof Error ? `\n${cause.message}` : '')

/** Deleted before its expiry, or about then: what is deleted later has expired, and a clearing of it is a drop's. */
function isDeletedAlive({ end, document }: StoredState): boolean {
  return end?.how === 'delete' && document.expires.getTime() > end.span.from - NEAR_MS
}

async function playRound(
  { feed, restart }: Stage,
  watched: Watched,
  writer: StoreWriter,
  { steps, fault, number }: ScriptRound & { readonly number: number }
): Promise<void> {
  const held = new Set(writer.documents.keys())
  const before = { drops: writer.drops, events: watched.events.length, startAt: Date.now() }
  const places = new Map([...writer.history].map(([id, states]) => [id, states.length]))
  for (const [i, step] of steps.entries()) {
    if (fault?.from === i) {
      if (fault.what.how === 'restart') await restart?.()
      else beginFault(watched.proxy, fault.what)
    }
    await writer.write(step)
    if (fault?.to === i) watched.proxy.pass()
  }
  watched.proxy.pass()
  await quiet(feed, watched, writer, `end-${number}000`)
  const drops = writer.drops - before.drops
  const round: Round = {
    isExact: feed.mode === 'watch' && fault === null && drops === 0,
    isRestarted: fault?.what.how === 'restart',
    isFaulty: fault !== null,
    drops,
    startAt: before.startAt,
    endAt: Date.now()
  }
  // What corrects an event of an earlier round was judged there.
  const lastId = watched.events.slice(0, before.events).reduce((last, { id }) => Math.max(last, id), 0)
  const told = asTurnedOut(watched.events.slice(before.events)).filter(({ id }) => id > lastId)
  const wrong: string[] = []
  for (const [id, states] of writer.history) {
    // The last state of the round before is where this one begins, if the document was there.
    const from = Math.max(0, (places.get(id) ?? 0) - (held.has(id) ? 1 : 0))
    const deletes = states.slice(from).filter(isDeletedAlive).length
    const ofThis = told.filter(e => e.key === watched.keyOf(id))
    // How many of its clearings were deletes of many at once, the events do not say: one way to read them has to be right.
    const readings = Array.from({ length: deletes + 1 }, (_, count) => asDeleted(ofThis, count))
    const judged = readings.map(own => judgeEndings(round, states.slice(from), held.has(id), own))
    const complaints = judged.some(found => found.length === 0) ? [] : (judged[0] ?? [])
    wrong.push(
      ...complaints.map(text => `${id}: ${text}; ${storyOf(states.slice(from), ofThis, before.startAt)}`)
    )
  }
  if (wrong.length > 0) throw new Error(`${wrong.join('\n')}\n${JSON.stringify(round)}`)
}

/** Everything has been seen: also a last write after all the others, so that nothing is still on its way. */
async function quiet(
  feed: FeedUnderTest,
  watched: Watched,
  writer: StoreWriter,
  lastId: string
): Promise<void> {
  await writer.write({ how: 'save', id: lastId, writer: { lifetimeMs: lifetimes.usual, isDated: true } })
  await watched.sessions.createIndex({ expires: 1 })
  const { monitor } = watched.live
  const isWell = () => monitor.feed.kind === feed.kind && Reflect.get(monitor.feed, 'mode') === feed.mode
  await until(() => isWell() && watched.told(lastId).length > 0, 'it follows, and the last write is told')
  await watched.expectSame('it holds what is there now')
  const there = (await watched.sessions.find().toArray()).map(d => d._id).sort()
  expect([...writer.documents.keys()].sort(), 'the model holds what is there').toEqual(there)
}

/** What happened to one id, in ms since the round began: for whoever reads a failure. */
function storyOf(states: readonly StoredState[], told: readonly ActivityEvent[], startAt: number): string {
  const wrote = states.map(
    ({ document, by, since, end }) =>
      `${since.to - startAt} ${by} until ${document.expires.getTime() - startAt}${end === null ? '' : `, ${end.how} ${end.span.to - startAt}`}`
  )
  const heard = told.map(e => `${e.at - startAt} ${e.event}`)
  return `wrote [${wrote.join(' | ')}], told [${heard.join(' | ')}]`
}

import type { Timers } from '../monitor/timers'
import { type DeskFacts, MOST_TABS, type TabFacts, type TabId } from '../shared/domain/desk'
import type { SshTunnel } from '../shared/domain/saved-connection'
import type { FeedState } from '../shared/domain/store'
import type { Totals } from '../shared/domain/view'
import { FaultError, fault } from '../shared/fault'
import type { Pushes, PushName } from '../shared/ipc/contract'
import { connectionIdOf } from './connections/connection-id'
import type { Handlers } from './ipc/serve'
import type { LateWorkspace } from './late-workspace'

/** What is in a tab, as far as the desk goes. */
export interface TabContent {
  readonly workspace: Pick<
    LateWorkspace,
    'connection' | 'facts' | 'feed' | 'pause' | 'isOf' | 'setShown' | 'cancel' | 'close'
  >
  readonly handlers: Handlers
  /** Ends what is under way beside the workspace. */
  cancel(): Promise<void>
}

/** How what is in a tab speaks; once the tab is closed, nobody hears it. */
export interface TabVoice {
  push<N extends PushName>(name: N, value: Pushes[N]): void
  totals(totals: Totals): void
}

/** What a desk is made of. */
export interface DeskParts<T extends TabContent> {
  readonly make: (tab: TabId, voice: TabVoice) => T
  /** To the page; `tab` is null for what is no tab's. */
  readonly push: <N extends PushName>(name: N, value: Pushes[N], tab: TabId | null) => void
  /** Hears the totals of the tab that is shown. */
  readonly totals: (totals: Totals) => void
  readonly timers: Timers
}

/** Where something is, or is to be opened: a store, or a server whatever store is open there. */
export interface Place {
  readonly uri: string
  readonly ssh?: SshTunnel | null
  readonly ns: string | null
}

/** The tabs of the window: each with a workspace of its own, and one of them shown. */
export interface Desk<T extends TabContent> {
  readonly facts: DeskFacts
  /** Null: the tab that is shown. Throws a `FaultError` when it has been closed. */
  tab(tab: TabId | null): T
  /** Shows a tab with nothing in it: a new one, unless there is one. Throws a `FaultError` when there are too many. */
  open(): DeskFacts
  /** Throws a `FaultError` when it has been closed. */
  show(tab: TabId): DeskFacts
  /** The tab goes at once; resolves when all in it has ended. The last one stays, empty. */
  close(tab: TabId): Promise<DeskFacts>
  /** Closes every tab in which the demo is open. */
  closeDemo(): Promise<void>
  /** Opens something in a tab, unless another one has it or is opening it: then that is shown, and this rejects as cancelled. */
  openOnce<R>(tab: TabId, place: Place, open: () => Promise<R>): Promise<R>
  closeAll(): Promise<void>
}

/** What would be made again and again for a screen that nobody sees; what there is now is asked for when it is shown. */
const heldBack: ReadonlySet<PushName> = new Set([
  'view:window',
  'users:window',
  'activity:window',
  'overview:window',
  'session:history',
  'feed:state',
  'pause:state'
] as const)

/** The strip is told of counts at most this often. */
const TELL_EVERY_MS = 1000

/** By these something is open, or no longer is: whoever asks for it next is to find it. A feed in another state is told so too. */
const tellsAtOnce: ReadonlySet<PushName> = new Set(['connection:state', 'store:facts'] as const)

interface Held<T> {
  readonly content: T
  signedIn: number | null
  cameBack: number
  /** How it was read when its feed was last heard of. */
  feed: FeedState['kind'] | null
  /** What is being opened in it. */
  readonly opening: Set<Place>
}

/** A desk with one empty tab. */
export function createDesk<T extends TabContent>({ make, push, totals, timers }: DeskParts<T>): Desk<T> {
  const tabs = new Map<TabId, Held<T>>()
  let lastId = 0
  let version = 0
  let told = ''
  let cancelTelling: (() => void) | null = null
  let shown = add()

  function add(): TabId {
    lastId += 1
    const id = lastId
    tabs.set(id, {
      content: make(id, voiceOf(id)),
      signedIn: null,
      cameBack: 0,
      feed: null,
      opening: new Set()
    })
    return id
  }

  function voiceOf(id: TabId): TabVoice {
    return {
      push(name, value) {
        const held = tabs.get(id)
        if (held === undefined) return
        if (name === 'session:came-back' && id !== shown) held.cameBack += 1
        if (id === shown || !heldBack.has(name)) push(name, value, id)
        const feed = name === 'feed:state' ? kindOf(value as FeedState) : held.feed
        if (tellsAtOnce.has(name) || feed !== held.feed) tellNext()
        else tellSoon()
        held.feed = feed
      },
      totals(next) {
        const held = tabs.get(id)
        if (held === undefined) return
        const isFirst = held.signedIn === null
        held.signedIn = next.signedIn
        if (id === shown) totals(next)
        if (isFirst && tabs.size > 1) tellNext()
        else tellSoon()
      }
    }
  }

  function factsOf([id, { content, signedIn, cameBack }]: [TabId, Held<T>]): TabFacts {
    const { connection, facts, feed, pause } = content.workspace
    return {
      id,
      label: connection?.label ?? null,
      connectionId: connection?.id ?? null,
      isDemo: connection?.isDemo === true,
      ns: facts?.ns ?? null,
      feed: kindOf(feed),
      isPaused: pause !== null,
      signedIn: facts === null ? null : signedIn,
      cameBack
    }
  }

  const deskFacts = (): DeskFacts => ({ version, tabs: [...tabs].map(factsOf), shown })

  /** To the page, unless it knows. */
  function tell(): DeskFacts {
    cancelTelling?.()
    cancelTelling = null
    const next = deskFacts()
    const text = JSON.stringify([next.tabs, next.shown])
    if (text === told) return next
    told = text
    version += 1
    push('desk:state', deskFacts(), null)
    return deskFacts()
  }

  /** There is no strip, and no count to tell, while there is one tab. */
  function tellSoon(): void {
    if (tabs.size > 1) cancelTelling ??= timers.start(tell, TELL_EVERY_MS)
  }

  /** As soon as who pushed is done: what it tells of may be in place only then. */
  function tellNext(): void {
    cancelTelling?.()
    cancelTelling = timers.start(tell, 0)
  }

  function held(id: TabId): Held<T> {
    const found = tabs.get(id)
    if (found === undefined) throw new FaultError(fault('gone', 'This tab has been closed.'))
    return found
  }

  const isEmpty = ({ content, opening }: Held<T>) =>
    content.workspace.connection === null && opening.size === 0

  function show(id: TabId): DeskFacts {
    const next = held(id)
    next.cameBack = 0
    if (id === shown) return tell()
    const before = tabs.get(shown)
    shown = id
    before?.content.workspace.setShown(false)
    next.content.workspace.setShown(true)
    return tell()
  }

  function isAt({ content, opening }: Held<T>, place: Place): boolean {
    const { ns } = place
    if ([...opening].some(one => isSameServer(one, place) && (ns === null || one.ns === ns))) return true
    return content.workspace.isOf(place) && (ns === null || content.workspace.facts?.ns === ns)
  }

  async function end({ content }: Held<T>): Promise<void> {
    content.workspace.cancel()
    await Promise.all([content.cancel(), content.workspace.close()])
  }

  /** The one to its right is shown then, else the one to its left. */
  async function close(id: TabId): Promise<DeskFacts> {
    const closing = held(id)
    if (tabs.size === 1) {
      await end(closing)
      return tell()
    }
    const ids = [...tabs.keys()]
    const at = ids.indexOf(id)
    const next = ids[at + 1] ?? ids[at - 1]
    tabs.delete(id)
    if (id === shown && next !== undefined) show(next)
    else tell()
    await end(closing)
    return deskFacts()
  }

  return {
    get facts() {
      return deskFacts()
    },
    tab: id => held(id ?? shown).content,
    open() {
      const empty = [...tabs].find(([, one]) => isEmpty(one))?.[0]
      if (empty === undefined && tabs.size >= MOST_TABS) throw tooMany()
      return show(empty ?? add())
    },
    show,
    close,
    async closeDemo() {
      const demos = [...tabs].filter(([, { content }]) => content.workspace.connection?.isDemo === true)
      await Promise.all(demos.map(([id]) => close(id)))
    },
    async openOnce(id, place, open) {
      const own = held(id)
      const other = [...tabs].find(([one, there]) => one !== id && isAt(there, place))
      if (other !== undefined) {
        show(other[0])
        if (isEmpty(own)) void close(id)
        throw new FaultError(fault('cancelled', 'It is open in another tab.'))
      }
      own.opening.add(place)
      return open().finally(() => {
        own.opening.delete(place)
        tellSoon()
      })
    },
    async closeAll() {
      cancelTelling?.()
      const all = [...tabs.values()]
      tabs.clear()
      await Promise.all(all.map(end))
    }
  }
}

function isSameServer(a: Place, b: Place): boolean {
  return connectionIdOf(a.uri, a.ssh) === connectionIdOf(b.uri, b.ssh)
}

/** As the chip of the feed has it. */
function kindOf(feed: FeedState): FeedState['kind'] {
  if (feed.kind === 'polling' && feed.mode === 'delta') return 'live'
  if (feed.kind === 'counted') return feed.hasStream ? 'live' : 'polling'
  return feed.kind
}

function tooMany(): FaultError {
  return new FaultError(
    fault(
      'bad-request',
      `${MOST_TABS} tabs are open.`,
      'Close one of them: each keeps its sessions in memory.'
    )
  )
}

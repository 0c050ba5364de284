import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IpcMainInvokeEvent } from 'electron'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createAlerting } from '../../../src/main/alerting'
import { createAudit } from '../../../src/main/audit'
import { createDesk, type Desk, type TabContent } from '../../../src/main/desk'
import { createExporter } from '../../../src/main/export/exporter'
import { createHandlers } from '../../../src/main/ipc/handlers'
import { type Handlers, serveAll } from '../../../src/main/ipc/serve'
import { createJournalPlaces, createJournals } from '../../../src/main/journals'
import { createWatching } from '../../../src/main/watching'
import { createWhy } from '../../../src/main/why'
import { createWorkspace, type Workspace, type WorkspaceListener } from '../../../src/main/workspace'
import { sessionKeyOf } from '../../../src/monitor/session-key'
import { systemTimers } from '../../../src/monitor/timers'
import { type Fault, FaultError, fault, faultCodes, type Outcome } from '../../../src/shared/fault'
import { type RequestName, requests } from '../../../src/shared/ipc/contract'
import { aDatabase } from '../../support/database'
import { hostileMessages } from '../../support/hostile/messages'
import { validAsks } from '../../support/hostile/valid-asks'
import { memorySettings } from '../../support/memory-settings'
import { memoryConnections } from '../../support/saved-connections'
import { until } from '../../support/until'
import { storedSession } from '../../support/watched'

const MESSAGES = 10_000
/** So many of them may be of the agreed shape by chance: those are answered, and do what they say. */
const MOST_VALID = 40

const uri = inject('replicaSetUri')
const { db, name } = aDatabase(uri)
const names = Object.keys(requests) as RequestName[]
const valid = validAsks(`${name}.sessions`, sessionKeyOf('first-00'))

const reached = new Map<RequestName, number>()
const reported: unknown[] = []
const doors = new Map<string, (event: IpcMainInvokeEvent, raw: unknown) => Promise<Outcome<unknown>>>()
let workspace: Workspace
let folder = ''
let stored: readonly unknown[] = []

const ask = (channel: RequestName, raw: unknown) => {
  const door = doors.get(channel)
  if (door === undefined) throw new Error(`Nobody is at ${channel}`)
  return door({} as IpcMainInvokeEvent, raw)
}

/** Handlers that are counted when a message gets as far as them. */
function counted(handlers: Handlers): Handlers {
  const entries = Object.entries(handlers).map(([channel, handle]) => [
    channel,
    (raw: never) => {
      reached.set(channel as RequestName, (reached.get(channel as RequestName) ?? 0) + 1)
      return (handle as (raw: never) => Promise<unknown>)(raw)
    }
  ])
  return Object.fromEntries(entries) as Handlers
}

const ignore = () => undefined
const nobodyListens: WorkspaceListener = {
  connection: ignore,
  steps: ignore,
  facts: ignore,
  storeFault: ignore,
  feed: ignore,
  pause: ignore,
  sessions: ignore,
  users: ignore,
  activity: ignore,
  history: ignore,
  overview: ignore,
  totals: ignore,
  names: ignore,
  health: ignore,
  alerts: ignore,
  remember: ignore,
  actProgress: ignore,
  cameBack: ignore,
  journalFailed: error => void reported.push(error)
}

/** The real program behind the door, but for what only Electron has. */
function serveProgram(): void {
  const settings = memorySettings()
  const audit = createAudit(join(folder, 'audit.jsonl'), error => void reported.push(error))
  const places = createJournalPlaces(join(folder, 'journals'), settings)
  const watching = createWatching({ workspace: () => workspace, settings, notify: ignore })
  const alerting = createAlerting({ workspace: () => workspace, settings, notify: ignore, show: ignore })
  workspace = createWorkspace({
    listener: nobodyListens,
    now: Date.now,
    mirrorAtMost: () => settings.read().mirrorAtMost,
    journalOf: places.wantedFolder,
    userPathsOf: () => [],
    watchSettingsOf: watching.opened,
    alertSettingsOf: alerting.opened,
    isReadOnlyForGood: () => false,
    audit: audit.note,
    nameSourceOf: () => null
  })
  const refuse = () => Promise.reject(new FaultError(fault('demo-failed', 'There is no demo here.')))
  const handlers = createHandlers({
    tab: 1,
    desk: () => desk,
    workspace,
    audit,
    askWhy: createWhy({ workspace, places, audit }),
    settings,
    ...memoryConnections(),
    journals: createJournals(workspace, places),
    watching,
    alerting,
    demo: { state: { kind: 'off' }, start: refuse, stop: async () => undefined },
    exporter: createExporter({
      rows: rows => workspace.store.monitor.rows(rows),
      choose: async () => null,
      tell: () => undefined
    }),
    version: '0',
    versions: [],
    platform: 'test',
    applyAppearance: () => undefined,
    windowAct: () => undefined,
    writeClipboard: () => undefined,
    openInBrowser: async () => undefined,
    firstFault: () => null,
    keptPage: () => null,
    keepPage: () => undefined,
    connect: ask => workspace.connect(ask),
    startDemo: refuse
  })
  // A message may hit upon the tab by chance: what is open in it is needed to the end.
  const inTab = Object.assign(Object.create(workspace) as Workspace, {
    close: async () => undefined,
    setShown: () => undefined
  })
  const desk: Desk<TabContent & { readonly workspace: Workspace }> = createDesk({
    make: () => ({ workspace: inTab, handlers: counted(handlers), cancel: async () => undefined }),
    push: () => undefined,
    totals: () => undefined,
    timers: systemTimers
  })
  const door = {
    ipc: { handle: (channel: string, answer: never) => void doors.set(channel, answer) },
    isOurWindow: () => true,
    report: (error: unknown) => void reported.push(error)
  }
  serveAll(door, tab => desk.tab(tab).handlers)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-fuzz-'))
  await db
    .collection('sessions')
    .insertMany([storedSession('first-00', 'ann'), storedSession('guest-00')] as never)
  stored = await db.collection('sessions').find().sort({ _id: 1 }).toArray()
  serveProgram()
  await workspace.connect({ uri, isReadOnly: true, ns: `${name}.sessions`, isDemo: false, insteadOf: null })
  await until(() => workspace.store.monitor.totals().documents === 2, 'both sessions are read')
})
afterAll(async () => {
  await workspace.close()
  await rm(folder, { recursive: true, force: true })
})

const isFault = (value: Fault) => faultCodes.includes(value.code) && value.message.length > 0

describe.each(names)('%s', channel => {
  it(`answers ${MESSAGES} hostile messages with clear faults, and none of them gets any further`, async () => {
    const isValid = (raw: unknown) => requests[channel].ask.safeParse(raw).success
    let taken = 0
    let sent = 0
    for (const raw of hostileMessages(names.indexOf(channel) + 1, valid[channel])) {
      if (sent === MESSAGES) break
      const isTaken = isValid(raw)
      // The only message that a channel without words takes is silence, which is not hostile.
      if (isTaken && (valid[channel] === undefined || taken === MOST_VALID)) continue
      sent += 1
      taken += isTaken ? 1 : 0
      const before = reached.get(channel) ?? 0
      const outcome = await ask(channel, raw)
      if (!isTaken) {
        expect(outcome).toMatchObject({ ok: false, fault: { code: 'bad-request', details: null } })
        expect(reached.get(channel) ?? 0).toBe(before)
        expect(outcome.ok || outcome.fault.message.length < 300).toBe(true)
      } else if (!outcome.ok) expect(isFault(outcome.fault)).toBe(true)
    }
    expect(reported).toEqual([])
  })
})

it('works on as before', async () => {
  await workspace.openStore(valid['store:open'])
  await until(() => workspace.store.monitor.totals().documents === 2, 'both sessions are there')
  const answer = await ask('view:ask', { ...valid['view:ask'], anchor: null })
  expect(answer).toMatchObject({ ok: true, value: { totals: { documents: 2 } } })
  // No session was ended, none was written.
  expect(await db.collection('sessions').find().sort({ _id: 1 }).toArray()).toEqual(stored)
  expect(Reflect.has({}, 'polluted')).toBe(false)
})

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { deleteJournal } from '../monitor/journal/files'
import { readSpan } from '../monitor/journal/reader'
import type { OpenConnection } from '../shared/domain/connection'
import type { JournalFacts } from '../shared/domain/journal'
import type { EpochMs } from '../shared/domain/session'
import type { PauseState } from '../shared/domain/store'
import type { SettingsStore } from './settings'
import type { Workspace } from './workspace'

/** Where journals lie, and for which stores the person has asked for one. */
export interface JournalPlaces {
  /** Null: not to be kept. */
  wantedFolder(connection: OpenConnection, ns: string): string | null
  folder(connection: OpenConnection, ns: string): string
  want(connection: OpenConnection, ns: string, isKept: boolean): void
}

/** What the window may do with the journal of the open store. */
export interface Journals {
  read(): Promise<JournalFacts>
  keep(isKept: boolean): Promise<JournalFacts>
  /** Takes away all that was kept, and stops keeping. */
  remove(): Promise<JournalFacts>
  show(at: EpochMs | null): Promise<PauseState | null>
  /** The disk did not take it. */
  failed(error: unknown): void
}

const hashed = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/**
 * What a store is called in files: its connection and namespace, hashed, so that a name tells nobody where a server is. The
 * demo's server has another port at each start, and is still the same shop.
 */
export function storeNameOf({ isDemo, id }: OpenConnection, ns: string): string {
  return hashed(`${isDemo ? 'demo' : id} ${ns}`)
}

/** Journals in a folder of their own under `root`, each. */
export function createJournalPlaces(root: string, settings: SettingsStore): JournalPlaces {
  const idOf = storeNameOf
  const folder = (connection: OpenConnection, ns: string) => join(root, idOf(connection, ns))
  return {
    folder,
    wantedFolder: (connection, ns) =>
      settings.journals().includes(idOf(connection, ns)) ? folder(connection, ns) : null,
    want(connection, ns, isKept) {
      const id = idOf(connection, ns)
      const others = settings.journals().filter(one => one !== id)
      settings.setJournals(isKept ? [...others, id] : others)
    }
  }
}

/** The journal of whatever store is open in `workspace`. All reject with a `FaultError` when none is. */
export function createJournals(workspace: Workspace, places: JournalPlaces): Journals {
  let trouble: string | null = null

  /** `store` throws when there is none, so the connection is there. */
  function open(): { readonly connection: OpenConnection; readonly ns: string } {
    const { ns } = workspace.store.facts
    return { connection: workspace.connection as OpenConnection, ns }
  }

  async function read(): Promise<JournalFacts> {
    const { connection, ns } = open()
    return {
      isKept: places.wantedFolder(connection, ns) !== null && trouble === null,
      span: await readSpan(places.folder(connection, ns)),
      trouble
    }
  }

  async function keep(isKept: boolean): Promise<JournalFacts> {
    const { connection, ns } = open()
    trouble = null
    places.want(connection, ns, isKept)
    workspace.store.keepJournal(places.wantedFolder(connection, ns))
    return read()
  }

  return {
    read,
    keep,
    async remove() {
      const { connection, ns } = open()
      await workspace.store.showPast('', null)
      await keep(false)
      deleteJournal(places.folder(connection, ns))
      return read()
    },
    show(at) {
      const { connection, ns } = open()
      return workspace.store.showPast(places.folder(connection, ns), at)
    },
    failed(error) {
      const why = error instanceof Error ? error.message : String(error)
      trouble = `The journal cannot be written: ${why}.`
    }
  }
}

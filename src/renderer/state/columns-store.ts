import { createStore } from 'zustand/vanilla'
import type { ColumnValue } from '../../shared/domain/columns'
import type { SessionKey } from '../../shared/domain/session'
import type { SessionRow } from '../../shared/domain/view'
import type { Bridge } from '../../shared/ipc/contract'

/** A session's values by path. `was` is what stood there before the last change that was seen, with its time. */
export interface KeptValues {
  readonly digest: number
  readonly values: ReadonlyMap<string, ColumnValue | null>
  readonly was: ReadonlyMap<string, string>
}

export interface ColumnsState {
  readonly rows: ReadonlyMap<SessionKey, KeptValues>
}

type Row = Pick<SessionRow, 'key' | 'payloadDigest' | 'ending'>

/** The values of the person's own columns: read for the rows that are held, and again when a payload is another. */
export function createColumnsStore(bridge: Bridge) {
  const store = createStore<ColumnsState>(() => ({ rows: new Map() }))
  let wanted: { readonly rows: readonly Row[]; readonly paths: readonly string[] } = { rows: [], paths: [] }
  let isAsking = false

  const isKept = ({ key, payloadDigest, ending }: Row, paths: readonly string[]) => {
    const kept = store.getState().rows.get(key)
    if (ending !== null && kept !== undefined) return true
    return kept?.digest === payloadDigest && paths.every(path => kept.values.has(path))
  }

  async function ask(): Promise<void> {
    const { rows, paths } = wanted
    const missing = paths.length === 0 ? [] : rows.filter(row => !isKept(row, paths))
    if (isAsking || missing.length === 0) return
    isAsking = true
    const outcome = await bridge.ask('columns:read', { keys: missing.map(row => row.key), paths: [...paths] })
    isAsking = false
    // What cannot be read now is asked for again with the next window.
    if (!outcome.ok) return
    const found = new Map(outcome.value.map(({ key, values }) => [key, values]))
    const held = new Set(wanted.rows.map(row => row.key))
    const before = store.getState().rows
    const next = new Map([...before].filter(([key]) => held.has(key)))
    for (const { key, payloadDigest } of missing) {
      const values = new Map(paths.map((path, index) => [path, found.get(key)?.[index] ?? null]))
      next.set(key, keptOf(before.get(key), payloadDigest, values))
    }
    store.setState({ rows: next })
    void ask()
  }

  return {
    ...store,
    /** These rows and paths from now on. */
    follow(rows: readonly Row[], paths: readonly string[]): void {
      wanted = { rows, paths }
      void ask()
    },
    clear: () => store.setState({ rows: new Map() })
  }
}

function keptOf(
  before: KeptValues | undefined,
  digest: number,
  values: ReadonlyMap<string, ColumnValue | null>
): KeptValues {
  const was = new Map<string, string>()
  for (const [path, value] of values) {
    const old = before?.values.get(path)
    if (old && value && old.text !== value.text) was.set(path, old.text)
  }
  return { digest, values, was }
}

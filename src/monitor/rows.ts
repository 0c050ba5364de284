import type { RowsAsk } from '../shared/domain/rows'
import type { EpochMs, Session, SessionKey } from '../shared/domain/session'
import { firstViewAsk, MAX_WINDOW_ROWS } from '../shared/domain/view'
import type { Vault } from './intake'
import type { Picture } from './mirror/picture'

/** A session with its id, which is a credential; null where the session has gone meanwhile. */
export interface RowRead {
  readonly session: Session
  readonly documentId: unknown
  readonly sessionId: string | null
  /** Its user's, where the join of names has one. */
  readonly name?: string | undefined
}

/** Rows that are read through once, in their order, at most `MAX_WINDOW_ROWS` at a time. */
export interface RowsReading {
  /** Server time as of which states are meant. */
  readonly at: EpochMs
  /** How many there will be; null where nobody has counted. */
  readonly expected: number | null
  readonly batches: AsyncIterable<readonly RowRead[]>
}

/** Finds what a named session is now, its document and its id. */
export interface KnownRows extends Pick<Vault, 'documentIdOf' | 'sessionIdOf'> {
  get(key: SessionKey): Session | undefined
}

/** The named sessions that are still there, in the order they were named. */
export function namedRows(known: KnownRows, keys: readonly SessionKey[], at: EpochMs): RowsReading {
  const rows = keys.flatMap(key => {
    const session = known.get(key)
    return session === undefined ? [] : [rowOf(session, known)]
  })
  return { at, expected: rows.length, batches: inBatches(rows) }
}

/** All rows of a query over a picture that nothing else moves or asks: what comes or goes meanwhile is not in it. */
export function heldRows(
  picture: Picture,
  query: RowsAsk['query'],
  vault: Omit<KnownRows, 'get'>
): RowsReading {
  const ask = { ...firstViewAsk, ...query }
  const expected = picture.sessions({ ...ask, count: 0 }).matching
  async function* batches() {
    for (let start = 0; start < expected; start += MAX_WINDOW_ROWS) {
      const { rows } = picture.sessions({ ...ask, start, count: Math.min(MAX_WINDOW_ROWS, expected - start) })
      yield rows.map(row => rowOf(row, vault))
    }
  }
  return { at: picture.mirror.now, expected, batches: batches() }
}

function rowOf(session: Session, { documentIdOf, sessionIdOf }: Omit<KnownRows, 'get'>): RowRead {
  return { session, documentId: documentIdOf(session.key), sessionId: sessionIdOf(session.key) }
}

async function* inBatches(rows: readonly RowRead[]) {
  for (let start = 0; start < rows.length; start += MAX_WINDOW_ROWS)
    yield rows.slice(start, start + MAX_WINDOW_ROWS)
}

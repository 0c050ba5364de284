import { recogniseStore } from '../../../src/monitor/formats/registry'
import { createMirror } from '../../../src/monitor/mirror/mirror'
import { createPicture } from '../../../src/monitor/mirror/picture'
import { createReader } from '../../../src/monitor/reader'
import type { Session } from '../../../src/shared/domain/session'
import { firstViewAsk } from '../../../src/shared/domain/view'
import { createRandom, seededSession } from '../seeded-store'

/** Type some filters, key by key, over a mirror of seeded sessions. */
export interface FilterJob {
  readonly kind: 'filter'
  readonly sessions: number
  readonly seed: number
  readonly rounds: number
}

/** Times of single keystrokes, ms; `byText` those of ours by the text that stood in the field. */
export interface FilterAnswer {
  readonly ours: readonly number[]
  readonly plain: readonly number[]
  readonly byText: readonly (readonly [text: string, times: readonly number[]])[]
}

const CHANGES_BETWEEN = 100
/** Typed letter by letter, then taken back at once, as people do. */
const typed = [
  'person12',
  'state:guest',
  'expires<3h',
  '-state:guest user:9',
  'sessions>1',
  'guest or person1'
]

/** Everything a filter passes through in main; a text that is half a condition asks nothing, as in the window. */
export async function measureFilter({ sessions, seed, rounds }: FilterJob): Promise<FilterAnswer> {
  const now = Date.now()
  const documents = Array.from({ length: sessions }, (_, n) => seededSession(seed, n))
  const reader = createReader(recogniseStore(documents.slice(0, 100), []).recognitions)
  const read = (n: number) => reader.read(documents[n] as object, now, false)
  const ids = new Map<string, string>()
  const all = documents.map((_, n) => {
    const { session, sessionId } = read(n)
    ids.set(session.key, sessionId)
    return session
  })
  const mirror = createMirror(now, all)
  const picture = createPicture(mirror, (key, text) => ids.get(key)?.startsWith(text) ?? false)
  const random = createRandom(seed)
  const ours: number[] = []
  const plain: number[] = []
  const byText = new Map<string, number[]>()
  picture.sessions(firstViewAsk)

  function change(): void {
    for (let i = 0; i < CHANGES_BETWEEN; i += 1) {
      const session = all[Math.floor(random() * all.length)] as Session
      const touched = { ...session, expiresAt: (session.expiresAt ?? now) + Math.floor(random() * 1000) }
      picture.show(mirror.apply([{ kind: 'put', session: touched, at: now }]), () => 'signed-out', now)
    }
  }

  for (let round = 0; round < rounds; round += 1) {
    for (const text of typed) {
      for (const filter of [...keysOf(text), '']) {
        change()
        const startedAt = performance.now()
        picture.sessions({ ...firstViewAsk, filter })
        const tookMs = performance.now() - startedAt
        ours.push(tookMs)
        byText.set(filter, [...(byText.get(filter) ?? []), tookMs])
        await new Promise(resolve => setImmediate(resolve))
      }
      plain.push(plainMs(mirror.sessions(), 'person1'))
    }
  }
  return { ours, plain, byText: [...byText] }
}

/** What stands in the field as a text is typed, less what is not understood yet: then the window asks nothing. */
function keysOf(text: string): readonly string[] {
  const begun = Array.from(text, (_, end) => text.slice(0, end + 1))
  return begun.filter(
    part => !/[:<>]$|expires<3$|state:g?u?e?s?$| or?$|-$/.test(part) && part.trim() === part
  )
}

/** As simply as can be: users with a text in them, out of a list, and sorted. */
function plainMs(sessions: Iterable<Session>, text: string): number {
  const startedAt = performance.now()
  const rows = [...sessions].filter(session => session.user?.toLowerCase().includes(text) ?? false)
  rows.sort((a, b) => b.sinceAt - a.sinceAt).slice(0, firstViewAsk.count)
  return performance.now() - startedAt
}

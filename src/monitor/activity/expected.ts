import type { SessionKey } from '../../shared/domain/session'

/** What Sextant itself is doing to sessions, so that what comes of it is not told as the app's own doing. */
export interface Expected {
  /** These are about to be ended from here. */
  willEnd(keys: readonly SessionKey[]): void
  /** These are about to be brought back from here. */
  willReturn(keys: readonly SessionKey[]): void
  /** Nothing came of it. */
  never(keys: readonly SessionKey[]): void
  isOurEnding(key: SessionKey): boolean
  isOurReturn(key: SessionKey): boolean
}

/** So many are remembered: what nobody tells of in time is told as the app's doing. */
const MOST = 200_000

/** Nothing expected. */
export function createExpected(): Expected {
  const acts = new Map<SessionKey, 'end' | 'return'>()

  function expect(keys: readonly SessionKey[], act: 'end' | 'return'): void {
    for (const key of keys) {
      acts.delete(key)
      acts.set(key, act)
      const [oldest] = acts.keys()
      if (acts.size > MOST && oldest !== undefined) acts.delete(oldest)
    }
  }

  return {
    willEnd: keys => expect(keys, 'end'),
    willReturn: keys => expect(keys, 'return'),
    never: keys => keys.forEach(key => void acts.delete(key)),
    isOurEnding: key => acts.get(key) === 'end',
    isOurReturn: key => acts.get(key) === 'return'
  }
}

import type { SessionKey } from '../../shared/domain/session'
import { putLast } from '../put-last'

/** What Sextant itself is doing to sessions, so that what comes of it is not told as the app's own doing. */
export interface Expected {
  /** This one is about to be ended from here. */
  willEnd(key: SessionKey): void
  /** This one is about to be brought back from here. */
  willReturn(key: SessionKey): void
  /** It has come, or nothing came of it. */
  settled(key: SessionKey): void
  isOurEnding(key: SessionKey): boolean
  isOurReturn(key: SessionKey): boolean
}

/** So many are remembered: what nobody tells of in time is told as the app's doing. */
const MOST = 200_000

/** Nothing expected. */
export function createExpected(): Expected {
  const acts = new Map<SessionKey, 'end' | 'return'>()

  function expect(key: SessionKey, act: 'end' | 'return'): void {
    putLast(acts, key, act, MOST)
  }

  return {
    willEnd: key => expect(key, 'end'),
    willReturn: key => expect(key, 'return'),
    settled: key => void acts.delete(key),
    isOurEnding: key => acts.get(key) === 'end',
    isOurReturn: key => acts.get(key) === 'return'
  }
}

import { formatCount } from '../../../shared/words/numbers'
import type { Rule } from '../rule'
import { readText, sessionsText, shareOf } from '../words'

const ENOUGH_BITS = 128

/** An id that can be guessed is a session that can be taken. */
export const idShort: Rule = {
  id: 'id-short',
  judge(facts) {
    const short = shareOf(facts.sessions, session => session.idBits !== null && session.idBits < ENOUGH_BITS)
    if (short.count === 0) return null
    const isSigned = facts.claims.replay === 'signed'
    const fewest = Math.min(...facts.sessions.flatMap(({ idBits }) => (idBits === null ? [] : [idBits])))
    return {
      severity: isSigned ? 'advice' : 'warning',
      title: `${sessionsText(facts, short.count)} ${short.count === 1 ? 'has an id' : 'have ids'} of less than ${ENOUGH_BITS} bits`,
      explains: isSigned
        ? 'Whoever guesses an id still needs the app’s secret to make a cookie of it; with a longer id the guess alone would be hopeless.'
        : 'Whoever guesses an id has that session. A longer one cannot be guessed, however many are tried.',
      evidence: `${readText(facts, short)}; by length and characters they hold ${formatCount(fewest)} bits at the least. No id is shown or kept.`,
      mend: {
        kind: 'app',
        code: 'crypto.randomBytes(24).toString("base64url")',
        does: 'A change in the app, where it makes ids (genid). Sessions of before keep theirs until they end.'
      },
      filter: null
    }
  }
}

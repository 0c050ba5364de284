import { createJournalWriter } from '../../../src/monitor/journal/writer'
import { systemTimers } from '../../../src/monitor/timers'
import type { Session, SessionKey } from '../../../src/shared/domain/session'

function session(n: number): Session {
  return {
    key: n.toString(16).padStart(16, '0') as SessionKey,
    maskedId: '4f…e1',
    state: 'signed-in',
    user: `user ${n} `.repeat(20),
    reason: null,
    sinceAt: n,
    sinceBasis: 'seen-arriving',
    lastSeenAt: n,
    lastSeenBasis: 'written-date',
    expiresAt: n + 1_800_000,
    lifetimeMs: 1_800_000,
    payloadDigest: n
  }
}

/**
 * Writes a journal as fast as it can until it is killed: session `n` at the instant `n`, none ever going. It tells on stdout, a
 * line each, the last `n` that was certainly written.
 */
async function main(): Promise<void> {
  const [folder, from] = process.argv.slice(2)
  if (folder === undefined) throw new Error('which folder?')
  const writer = createJournalWriter({ folder, maxBytes: 1e9, maxAgeMs: 1e12, timers: systemTimers })
  let n = Number(from)
  const there: Session[] = []
  await writer.begin(there, n)
  for (;;) {
    for (let i = 0; i < 20; i += 1) {
      n += 1
      const after = session(n)
      there.push(after)
      writer.record([{ key: after.key, before: null, after }], n)
    }
    writer.flush()
    process.stdout.write(`${n}\n`)
    if (writer.isFull) await writer.begin(there, n)
    await new Promise(resolve => setImmediate(resolve))
  }
}

void main()

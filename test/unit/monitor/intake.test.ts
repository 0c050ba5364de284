import type { Document } from 'mongodb'
import { expect, it } from 'vitest'
import { createExpected } from '../../../src/monitor/activity/expected'
import { createHistory } from '../../../src/monitor/history/history'
import { createIntake } from '../../../src/monitor/intake'
import { createMirror } from '../../../src/monitor/mirror/mirror'
import { createPicture } from '../../../src/monitor/mirror/picture'
import type { Reader } from '../../../src/monitor/reader'
import type { ActivityEvent } from '../../../src/shared/domain/event'
import type { Session } from '../../../src/shared/domain/session'
import { fault } from '../../../src/shared/fault'
import { manualTime } from '../../support/manual-time'
import { aSession, keyOf, START } from '../../support/sessions'

const EXPIRY = START + 60_000
const plainReader: Reader = {
  isInParts: false,
  explode: document => [document],
  read: document => ({ session: document.session as Session, documentId: document._id, sessionId: '' }),
  keyOf: id => keyOf(id as number),
  payloadOf: () => null,
  userAgentOf: () => null,
  projection: {}
}
const doc = (n: number, expiresAt = EXPIRY): Document => ({
  _id: n,
  session: aSession({ key: keyOf(n), expiresAt })
})

/** An intake that holds sessions 1 and 2, both expiring at `EXPIRY`, with a clock that is set by hand. */
function anIntake() {
  const time = { now: START }
  const events: ActivityEvent[] = []
  const { mirror, ...views } = createPicture(createMirror(START), () => false)
  const clock = { now: () => time.now, offsetMs: () => 0 }
  const { sink } = createIntake(
    {
      picture: { mirror, ...views },
      reader: plainReader,
      clock,
      timers: manualTime(START).timers,
      monotonicMs: clock.now,
      history: createHistory(() => START),
      expected: createExpected()
    },
    {
      changed: (_, list) => events.push(...list),
      feed: () => undefined,
      opened: () => undefined
    }
  )
  sink.beginSnapshot()
  sink.put([doc(1), doc(2)], START, false)
  sink.endSnapshot(START)
  return { sink, time, mirror, told: () => events.map(e => `${e.key === keyOf(1) ? 1 : 2} ${e.event}`) }
}
const lost = {
  kind: 'lost',
  sinceAt: START,
  attempt: 1,
  retryAt: START,
  fault: fault('lost', 'Lost.')
} as const

it('tells a sign-out shortly before the expiry as that, though word of it comes shortly after', () => {
  const { sink, time, told } = anIntake()
  time.now = EXPIRY + 30
  sink.remove([1], EXPIRY - 20)
  expect(told()).toEqual(['1 signed-out', '2 expired'])
})

it('tells a touch shortly before the expiry as that, though word of it comes shortly after', () => {
  const { sink, time, mirror, told } = anIntake()
  time.now = EXPIRY + 30
  sink.put([doc(1, EXPIRY + 60_000)], EXPIRY - 20, false)
  expect(told()).toEqual(['1 touched', '2 expired'])
  expect(mirror.now).toBe(EXPIRY + 30)
})

it('tells a session that expired and was deleted while out of sight as expired, by removal or by snapshot', () => {
  for (const isBySnapshot of [false, true]) {
    const { sink, time, told } = anIntake()
    sink.state(lost)
    time.now = EXPIRY + 5000
    if (isBySnapshot) sink.beginSnapshot()
    sink.put([doc(2, EXPIRY + 60_000)], time.now, false)
    if (isBySnapshot) sink.endSnapshot(time.now)
    else sink.remove([1], time.now)
    // That its document goes is another thing, told where its expiry was seen to pass.
    expect(told().filter(line => line !== '1 removed')).toEqual(['2 touched', '1 expired'])
  }
})

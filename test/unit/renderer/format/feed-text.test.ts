import { describe, expect, it } from 'vitest'
import {
  clockOffsetText,
  documentsText,
  feedChip,
  feedCostText,
  pauseText,
  readingText,
  serverText,
  stalenessText,
  troubleText
} from '../../../../src/renderer/format/feed-text'
import type { FeedState } from '../../../../src/shared/domain/store'
import { fault } from '../../../../src/shared/fault'

const now = new Date(2025, 10, 25, 12, 8, 8).getTime()
const clock = { now, zone: 'local' } as const
const live: FeedState = { kind: 'live', sinceAt: now, mode: 'watch', lagMs: 8 }
const delta: FeedState = {
  kind: 'polling',
  sinceAt: now,
  mode: 'delta',
  intervalMs: 1000,
  sweepEveryMs: 28_000,
  staleMs: 30_400,
  documents: 3,
  bytes: 4210,
  share: 0.013,
  isListing: false,
  blind: null,
  why: 'no replica set'
}
const lost: FeedState = {
  kind: 'lost',
  sinceAt: now - 37_000,
  fault: fault('lost', 'localhost:27017 ECONNREFUSED'),
  attempt: 2,
  retryAt: now + 3_200
}

function read(feed: FeedState, pause = false): string {
  const chip = feedChip(feed, pause ? { pausedAt: now, waiting: 42 } : null, clock)
  return [chip.word, ...chip.parts].join(' | ')
}

describe('the feed chip', () => {
  it('says how changes arrive and how soon', () => {
    expect(read(live)).toBe('Live | change stream | 8 ms')
    expect(read({ ...live, lagMs: null })).toBe('Live | change stream')
  })

  it('says how often it polls, and why', () => {
    const polling = { kind: 'polling', sinceAt: now, mode: 'full', intervalMs: 2000, readMs: 3 } as const
    expect(read({ ...polling, why: 'no replica set' })).toBe('Polling every 2 s | no replica set')
    expect(read({ ...polling, why: null })).toBe('Polling every 2 s')
  })

  it('calls a delta poll live: the eye need not tell it from a change stream', () => {
    expect(read(delta)).toBe('Live | delta poll | 1 s')
    expect(feedChip(delta, null, clock).sign).toBe('live')
    expect(read(delta, true)).toBe('Paused | 42 changes wait')
  })

  it('counts down to the next try', () => {
    expect(read(lost)).toBe('Not connected | trying again in 4 s')
    expect(read({ ...lost, retryAt: now })).toBe('Not connected | trying now')
  })

  it('covers a healthy feed with a pause, but never a lost one', () => {
    expect(read(live, true)).toBe('Paused | 42 changes wait')
    expect(read(lost, true)).toContain('Not connected')
  })

  it('says how far reading is', () => {
    expect(read({ kind: 'reading', sinceAt: now, done: 41_200, expected: 100_000 })).toBe(
      'Reading | 41,200 of about 100,000'
    )
    expect(readingText(41_200, null)).toBe('41,200')
  })
})

describe('what a delta poll costs', () => {
  it('is said with the longest that a change can stay unseen', () => {
    expect(stalenessText(delta)).toBe('at most 30.4 s behind · 1.3 % of the server’s time')
    expect(feedCostText(delta)).toEqual([
      'New writes: looked for every 1 s. Everything compared every 28 s.',
      'A change is seen after 30.4 s at the latest.',
      'Last look: 3 sessions read, 4.2 KB; in the last minute 1.3 % of the server’s time.',
      'Not by change stream: no replica set.'
    ])
    expect(stalenessText(live)).toBeNull()
    expect(feedCostText(live)).toBeNull()
  })

  it('is said with what cannot be seen', () => {
    const lines = feedCostText({
      ...delta,
      blind: 'Something is not seen.',
      isListing: true,
      why: null,
      share: 0
    })
    expect(lines?.slice(2)).toEqual([
      'Last look: 3 sessions read, 4.2 KB; in the last minute less than 0.1 % of the server’s time.',
      'This server cannot compare sums: all expiries are listed instead.',
      'Something is not seen.'
    ])
  })
})

describe('the status bar', () => {
  it('tells the age of what is on screen when the server is lost', () => {
    expect(troubleText(lost, clock)).toBe(
      'Lost the server at 12:07:31: localhost:27017 ECONNREFUSED. These rows are 37 s old; countdowns still run. When it is back, only what changed is read.'
    )
    expect(troubleText(live, clock)).toBeNull()
  })

  it('says what a stopped feed needs', () => {
    const stopped = fault(
      'no-rights',
      'Reading shop.sessions is not allowed any more.',
      'Ask for the read role.'
    )
    expect(troubleText({ kind: 'failed', sinceAt: now, fault: stopped }, clock)).toBe(
      'Reading shop.sessions is not allowed any more. Ask for the read role.'
    )
  })

  it('says when it was paused and what waits', () => {
    expect(pauseText({ pausedAt: now - 37_000, waiting: 42 }, clock)).toBe(
      'Paused at 12:07:31. 42 changes wait.'
    )
    expect(pauseText({ pausedAt: now - 37_000, waiting: 1 }, clock)).toBe(
      'Paused at 12:07:31. 1 change waits.'
    )
  })

  it('sums up the documents', () => {
    const totals = {
      documents: 475,
      signedIn: 128,
      guests: 341,
      expired: 4,
      unreadable: 2,
      users: 96,
      expiringSoon: 3,
      counted: null
    }
    expect(documentsText(totals, false)).toBe(
      '475 documents: 469 active, 4 expired (the TTL pass deletes them within a minute), 2 unreadable'
    )
    expect(documentsText({ ...totals, documents: 471, expired: 0 }, false)).toBe(
      '471 documents: 469 active, 0 expired, 2 unreadable'
    )
  })

  it('compares clocks and names the server', () => {
    expect(clockOffsetText(210)).toBe('server clock +0.2 s')
    expect(clockOffsetText(-1500)).toBe('server clock −1.5 s')
    expect(clockOffsetText(7_200_000)).toBe('server clock +2 h')
    const server = { version: '8.0.4', topology: 'replica set', replicaSet: 'rs0', clockOffsetMs: 0 } as const
    expect(serverText(server)).toBe('MongoDB 8.0.4 · rs0')
    expect(serverText({ ...server, topology: 'standalone', replicaSet: null })).toBe(
      'MongoDB 8.0.4 · standalone'
    )
  })
})

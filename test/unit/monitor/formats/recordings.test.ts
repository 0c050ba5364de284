import type { Document } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { createReadPayload } from '../../../../src/monitor/formats/opened'
import { payloadOf } from '../../../../src/monitor/formats/payload'
import type { ReadPayload } from '../../../../src/monitor/formats/payload-kind'
import { formats, recogniseStore } from '../../../../src/monitor/formats/registry'
import { createUnseal } from '../../../../src/monitor/formats/sealed'
import { pathsIn } from '../../../../src/monitor/payload/paths'
import { createReader } from '../../../../src/monitor/reader'
import {
  type RecordedSession,
  type Recording,
  recordingOf,
  recordings,
  type Span
} from '../../../support/recordings'

/** An ObjectId tells whole seconds, cut off. */
const SECOND_MS = 1000

function readAll({ documents, indexes, recordedAt }: Recording, readPayload: ReadPayload = payloadOf) {
  const { recognitions } = recogniseStore(documents, indexes)
  const reader = createReader(recognitions, { readPayload })
  return documents
    .flatMap(document => reader.explode(projected(document, reader.projection)))
    .map(document => reader.read(document, recordedAt, false))
}

/** The document as a feed reads it: of its top-level fields only those that the reader asks for. */
function projected(document: Document, projection: Readonly<Record<string, 1>>): Document {
  const fields = Object.entries(document).filter(([name]) => name in projection)
  return Object.keys(projection).length === 0 ? document : Object.fromEntries(fields)
}

function sessionIn(recording: Recording, { sessionId }: RecordedSession) {
  const found = readAll(recording).filter(stored => stored.sessionId === sessionId)
  expect(found, `one session ${sessionId}`).toHaveLength(1)
  return found[0]?.session
}

function expectWithin(at: number | null | undefined, [from, to]: Span): void {
  expect(at).toBeGreaterThanOrEqual(from - SECOND_MS)
  expect(at).toBeLessThanOrEqual(to + SECOND_MS)
}

describe.each(recordings.map(recording => [recording.name, recording] as const))('%s', (_, recording) => {
  it('is recognised for what it is, likely or certain, and as nothing else', () => {
    const { recognitions, notices } = recogniseStore(recording.documents, recording.indexes)
    expect(recognitions.map(r => r.format)).toEqual([recording.format])
    expect(recognitions[0]?.confidence).toBeGreaterThanOrEqual(0.6)
    expect(recognitions[0]?.evidence).not.toEqual([])
    expect(recognitions[0]?.fits).toBe(recording.documents.length)
    expect(notices).toEqual([])
  })

  it('is recognised by a first look, without its indexes', () => {
    expect(recogniseStore(recording.documents.slice(0, 4), []).recognitions).not.toEqual([])
  })

  it('holds the sessions that its script made, and no others', () => {
    const ids = readAll(recording).map(stored => stored.sessionId)
    expect(ids.sort()).toEqual(recording.sessions.map(session => session.sessionId).sort())
  })

  it.each(recording.sessions.map(session => [session.user ?? 'a guest', session] as const))(
    'tells the truth about %s',
    (_user, truth) => {
      const session = sessionIn(recording, truth)
      const { sources } = formats[recording.format].claims
      if (recording.unreadable === null)
        expect(session).toMatchObject({
          state: truth.isSignedIn ? 'signed-in' : 'guest',
          user: truth.user,
          reason: null
        })
      else expect(session).toMatchObject({ state: 'unreadable', user: null, reason: recording.unreadable })
      if (truth.expiresAt === null) expect(session?.expiresAt).toBeNull()
      else expectWithin(session?.expiresAt, truth.expiresAt)
      if (sources.created.sureness === 'certain') {
        expect(session?.sinceBasis).toBe('created-date')
        expectWithin(session?.sinceAt, truth.createdAt)
      }
      if (sources.lastSeen.sureness === 'certain') expect(session?.lastSeenAt).not.toBeNull()
      if (session?.lastSeenAt != null) expectWithin(session.lastSeenAt, truth.lastSeenAt)
    }
  )
})

const sealed = recordings.filter(recording => recording.secret !== null)

describe.each(sealed.map(recording => [recording.name, recording] as const))('%s, sealed', (_, recording) => {
  const opening = (secret: string) => readAll(recording, createReadPayload(createUnseal(secret, () => 0)))

  it('is read whole once its secret is given', () => {
    const read = new Map(opening(recording.secret ?? '').map(one => [one.sessionId, one.session]))
    for (const { sessionId, isSignedIn, user } of recording.sessions)
      expect(read.get(sessionId)).toMatchObject({
        state: isSignedIn ? 'signed-in' : 'guest',
        user,
        reason: null
      })
  })

  it('stays closed for another secret, and says so', () => {
    for (const { session } of opening('Another!secret_of_20_letters'))
      expect(session).toMatchObject({ state: 'unreadable', reason: 'encrypted, not opened' })
  })
})

it('was recorded of every way to seal: web crypto, both generations of kruptein, and connect-mongo 3', () => {
  expect(sealed.map(recording => recording.name)).toEqual([
    'connect-mongo-3.2-secret',
    'connect-mongo-5-kruptein-3.4',
    'connect-mongo-6-kruptein',
    'connect-mongo-6-webcrypto'
  ])
})

it('offers better-auth’s address, browser and impersonator as columns', () => {
  const { documents } = recordingOf('better-auth-1.7')
  expect(pathsIn(documents, null)).toEqual(
    expect.arrayContaining(['ipAddress', 'userAgent', 'impersonatedBy', 'userId'])
  )
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countableOf } from '../../../../src/monitor/counted/countable'
import { describeDocument } from '../../../../src/monitor/detail'
import { createReadPayload } from '../../../../src/monitor/formats/opened'
import { formats, recogniseStore } from '../../../../src/monitor/formats/registry'
import { createUnseal } from '../../../../src/monitor/formats/sealed'
import { pathsIn } from '../../../../src/monitor/payload/paths'
import { createReader } from '../../../../src/monitor/reader'
import { mutated, someMutations } from '../../../support/mutations'
import { type Recording, recordings } from '../../../support/recordings'

const aSpoilt = ({ documents }: Recording) =>
  fc
    .tuple(fc.nat(documents.length - 1), someMutations())
    .map(([which, mutations]) => mutated(documents[which] ?? {}, mutations))

describe.each(recordings.map(recording => [recording.name, recording] as const))(
  '%s, spoilt',
  (_, recording) => {
    const { documents, indexes, recordedAt } = recording
    const reader = createReader(recogniseStore(documents, indexes).recognitions)

    it('gives a row with a reason for what cannot be read, never an exception', () => {
      fc.assert(
        fc.property(aSpoilt(recording), document => {
          for (const one of reader.explode(document)) {
            const { session } = reader.read(one, recordedAt, false)
            expect(session.key).toMatch(/^[0-9a-f]{16}$/)
            expect(session.reason === null).toBe(session.state !== 'unreadable')
            expect(session.reason).not.toBe('could not be read')
            expect(session.user ?? '').not.toContain('mallory')
            expect(structuredClone(session)).toEqual(session)
          }
        }),
        { numRuns: 300 }
      )
    })

    it('can still be looked at: recognised or not, its paths, its detail, its counting', () => {
      fc.assert(
        fc.property(fc.array(aSpoilt(recording), { minLength: 1, maxLength: 4 }), spoilt => {
          for (const { fits, confidence, layout } of recogniseStore(spoilt, indexes).recognitions) {
            expect(fits).toBeLessThanOrEqual(spoilt.length)
            expect(confidence).toBeLessThanOrEqual(1)
            pathsIn(spoilt, layout.payloadPath)
            countableOf({ layout, ownPaths: [], sample: spoilt, indexes })
          }
          const { layout } = formats[recording.format].assume(spoilt, indexes)
          const [first] = spoilt
          const shown = describeDocument(first ?? {}, layout, { key: reader.keyOf('x'), revealPaths: [] })
          expect(structuredClone(shown)).toEqual(shown)
        }),
        { numRuns: 60 }
      )
    })
  }
)

const sealed = recordings.filter(recording => recording.secret !== null)

it.each(sealed.map(recording => [recording.name, recording] as const))(
  '%s, spoilt, stays closed with a reason where its secret does not open it any more',
  (_, recording) => {
    const readPayload = createReadPayload(createUnseal(recording.secret ?? '', () => 0))
    const { recognitions } = recogniseStore(recording.documents, recording.indexes)
    const reader = createReader(recognitions, { readPayload })
    fc.assert(
      fc.property(aSpoilt(recording), document => {
        const { session } = reader.read(document, recording.recordedAt, false)
        expect(session.reason === null).toBe(session.state !== 'unreadable')
        expect(session.reason).not.toBe('could not be read')
      }),
      { numRuns: 100 }
    )
  }
)

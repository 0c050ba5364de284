import type { Document } from 'mongodb'
import type { FormatClaims, FormatId } from '../../shared/domain/store'
import type { Format, Layout, Recognition, StoreIndex } from './format'
import { ttlSecondsOf } from './layout'
import type { ReadPayload } from './payload-kind'
import { readingBeside, readingFlat } from './reading'
import { shareText } from './shape'

/** A library whose documents always have the same fields, so that saying which is all there is to a format. */
export interface DocumentFormat {
  readonly id: FormatId
  readonly label: string
  readonly claims: FormatClaims
  /** What makes a document one of these, for the evidence: "sid and ttl beside a cookie". */
  readonly marks: string
  /** How sure a document that fits makes us, 0 to 1. */
  readonly sure: number
  /**
   * Whether a document has the fields of this library, with the right types. Must not throw. It may look at nothing but `paths`,
   * unless the document is its own payload: feeds read no more than that.
   */
  readonly isOurs: (document: Document) => boolean
  readonly paths: Omit<Layout, 'ttlSeconds'>
  /** Where the payload is in a form of this library's own; otherwise it is read like any other. */
  readonly readPayload?: ReadPayload
  readonly userAgentField?: string
  /** The expiry is a date of writing that only the TTL index's seconds turn into one: without the index there is none. */
  readonly isExpiryByIndex?: boolean
}

/** The format of a library by what `writing` says of it. */
export function createDocumentFormat(writing: DocumentFormat): Format {
  const { id, label, claims, marks, sure, isOurs, readPayload } = writing
  const isFlat = writing.paths.payloadPath === null

  function recognitionOf(sample: readonly Document[], indexes: readonly StoreIndex[]): Recognition {
    const fits = sample.filter(isOurs).length
    const layout = layoutFor(writing, indexes)
    const hasTtl = ttlSecondsOf(indexes, writing.paths.expiryPath) !== null
    return {
      format: id,
      label,
      confidence: sample.length === 0 ? 0 : (sure * fits) / sample.length,
      evidence: [
        ...(fits === 0 ? [] : [`${shareText(fits, sample.length)}: ${marks}`]),
        ...(hasTtl ? [ttlEvidence(layout)] : [])
      ],
      layout,
      fits
    }
  }

  return {
    id,
    claims,
    ...(writing.userAgentField !== undefined && { userAgentField: writing.userAgentField }),
    recognise: (sample, indexes) => (sample.some(isOurs) ? recognitionOf(sample, indexes) : null),
    assume: recognitionOf,
    read(document, layout, tools) {
      if (!isOurs(document)) return null
      if (isFlat) return readingFlat(document, layout, tools)
      return readingBeside(document, layout, readPayload ? { ...tools, readPayload } : tools, isThere)
    }
  }
}

const isThere = (raw: unknown) => raw !== undefined

function layoutFor(
  { paths, isExpiryByIndex = false }: DocumentFormat,
  indexes: readonly StoreIndex[]
): Layout {
  const ttlSeconds = ttlSecondsOf(indexes, paths.expiryPath)
  const expiryPath = isExpiryByIndex && ttlSeconds === null ? null : paths.expiryPath
  return { ...paths, expiryPath, ttlSeconds: ttlSeconds ?? 0 }
}

const ttlEvidence = ({ expiryPath, ttlSeconds }: Layout) =>
  ttlSeconds === 0
    ? `the TTL index deletes at ${expiryPath}`
    : `the TTL index deletes ${ttlSeconds} s after ${expiryPath}`

import type { FactSource, FormatFacts, ReplayRisk } from '../../shared/domain/store'
import { assertNever } from '../../shared/fault'

/** What a leaked document is worth, in the two words of a badge. */
export function replayWord(replay: ReplayRisk): string {
  switch (replay) {
    case 'raw':
      return 'replayable ids'
    case 'signed':
      return 'signed ids'
    case 'hash':
      return 'hashed ids'
    default:
      return assertNever(replay)
  }
}

/** The same as a sentence. */
export function replayNote(replay: ReplayRisk): string {
  switch (replay) {
    case 'raw':
      return 'Whoever reads a document of this store can be that user: the id in it is the cookie itself.'
    case 'signed':
      return 'A document of this store cannot be replayed without the app’s secret: its cookie is signed.'
    case 'hash':
      return 'A document of this store cannot be replayed: it holds only a hash of the cookie.'
    default:
      return assertNever(replay)
  }
}

/** What the store is read by: the evidence, where each fact comes from, and whether this was ever tried on the real library. */
export function formatLines({ evidence, sources, isVerified, isInParts }: FormatFacts): readonly string[] {
  return [
    ...(evidence.length === 0 ? ['No evidence recorded'] : evidence),
    `Expiry: ${sourceText(sources.expiry)}`,
    `User: ${sourceText(sources.identity)}`,
    `Started: ${sourceText(sources.created)}`,
    `Last seen: ${sourceText(sources.lastSeen)}`,
    ...(isInParts ? ['One document may hold several sessions: sessions are counted'] : []),
    ...(isVerified ? [] : ['Unverified: never tried on documents that this library wrote'])
  ]
}

const sourceText = ({ from, sureness }: FactSource) =>
  sureness === 'derived' ? `${from} (worked out, or as the app has it)` : from

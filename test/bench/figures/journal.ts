import type { BenchRoom } from '../bench-room'
import { runSubject } from '../children'
import { atMost, type Figure, rounded, spreadOf } from '../figure'
import type { JournalAnswer } from '../subject/journal'

const DAYS = 7
const SHOPPERS = 470
const MOMENTS = 200
const LIMIT_MS = 200

/** A week of the demo's traffic in a journal, looked back at any moment of it, beside reading that file's lines and nothing else. */
export async function measureJournal({ options }: BenchRoom): Promise<Figure> {
  const answer = await runSubject<JournalAnswer>({
    kind: 'journal',
    seed: options.seed,
    days: DAYS,
    shoppers: SHOPPERS,
    moments: MOMENTS
  })
  const ours = spreadOf(answer.jumps)
  return {
    name: 'journal',
    says: `look back to any moment of ${DAYS} days of the demo, until its rows are made`,
    unit: 'ms',
    ours,
    peer: {
      says: 'that moment’s file unpacked and its lines parsed, nothing else',
      spread: spreadOf(answer.parses)
    },
    musts: [
      atMost(`p99 ≤ ${LIMIT_MS} ms`, ours.p99, LIMIT_MS),
      atMost('moments that differ from what the run recorded: 0', answer.differing, 0)
    ],
    more: {
      writes: answer.writes,
      reachesBackDays: rounded(answer.reachesBackMs / 86_400_000),
      megabytes: rounded(answer.bytes / 1e6),
      files: answer.files,
      movingAboutWithinAFileMs: spreadOf(answer.steps),
      readingWhatItReachesOverMs: spreadOf(answer.spans)
    }
  }
}

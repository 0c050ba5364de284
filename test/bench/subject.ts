import { webcrypto } from 'node:crypto'
import { type BytesAnswer, type BytesJob, measureBytes } from './subject/bytes'
import { type FilterAnswer, type FilterJob, measureFilter } from './subject/filter'
import { type FirstLoadAnswer, type FirstLoadJob, measureFirstLoad } from './subject/first-load'
import { type JournalAnswer, type JournalJob, measureJournal } from './subject/journal'
import { type LoopDelayAnswer, type LoopDelayJob, measureLoopDelay } from './subject/loop-delay'
import { type MemoryAnswer, type MemoryJob, measureMemory } from './subject/memory'

/** What a process with a monitor in it can be told to measure. */
export type SubjectJob = BytesJob | FilterJob | FirstLoadJob | JournalJob | LoopDelayJob | MemoryJob

function measure(
  job: SubjectJob
): Promise<BytesAnswer | FilterAnswer | FirstLoadAnswer | JournalAnswer | LoopDelayAnswer | MemoryAnswer> {
  switch (job.kind) {
    case 'bytes':
      return measureBytes(job)
    case 'filter':
      return measureFilter(job)
    case 'first-load':
      return measureFirstLoad(job)
    case 'journal':
      return measureJournal(job)
    case 'loop-delay':
      return measureLoopDelay(job)
    case 'memory':
      return measureMemory(job)
  }
}

// As the app does: Node 18 has no global Web Crypto.
globalThis.crypto ??= webcrypto as typeof globalThis.crypto

process.once('message', job => {
  void measure(job as SubjectJob).then(answer => process.send?.(answer))
})
process.on('disconnect', () => process.exit(0))

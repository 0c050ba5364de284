import { readdir } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'

/**
 * Lets a process run only when nobody else wants its processor, as if it ran on another machine. Linux keeps this for each
 * thread, and what a thread starts has it too.
 */
export async function standBack(pid: number): Promise<void> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [String(pid)])
  for (const thread of threads) {
    try {
      setPriority(Number(thread), constants.priority.PRIORITY_LOW)
    } catch {
      // A thread that has ended meanwhile.
    }
  }
}

const EVERY_MS = 15
const DEADLINE_MS = 20_000

/**
 * Waits until `condition` gives something truthy and resolves with it. Fails with `what` after a generous deadline;
 * a condition that throws counts as not yet, and its error is told then.
 */
export async function until<T>(
  condition: () => T | Promise<T>,
  what: string,
  deadlineMs = DEADLINE_MS
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  const endAt = performance.now() + deadlineMs
  let last: unknown
  do {
    try {
      const value = await condition()
      if (value) return value as Exclude<T, false | null | undefined | 0 | ''>
      last = undefined
    } catch (error) {
      last = error
    }
    await new Promise(resolve => setTimeout(resolve, EVERY_MS))
  } while (performance.now() < endAt)
  throw new Error(`Waited ${deadlineMs} ms in vain until ${what}.`, { cause: last })
}

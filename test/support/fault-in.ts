import { expect } from 'vitest'
import { type Fault, FaultError } from '../../src/shared/fault'

/** The fault that work ends in. Nothing that could be logged of it may hold one of the secrets: text, stack, causes. */
export async function faultIn(work: Promise<unknown>, secrets: readonly string[] = []): Promise<Fault> {
  const error = await work.then(
    () => expect.unreachable('it should have failed'),
    (e: unknown) => e
  )
  if (!(error instanceof FaultError)) throw error
  const all = JSON.stringify(error.fault) + String(error.stack) + String(error.cause)
  for (const secret of secrets) expect(all).not.toContain(secret)
  return error.fault
}

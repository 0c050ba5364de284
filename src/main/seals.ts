import { createReadPayload } from '../monitor/formats/opened'
import type { ReadPayload } from '../monitor/formats/payload-kind'
import { createUnseal } from '../monitor/formats/sealed'
import { FaultError, fault } from '../shared/fault'

/** How sealed stores are read, by namespace: what is kept knows the secret, and goes with the connection. */
export interface Seals {
  readPayloadOf(ns: string): ReadPayload | undefined
  keep(ns: string, readPayload: ReadPayload): void
  forget(): void
}

/** None opened. */
export function createSeals(): Seals {
  const opened = new Map<string, ReadPayload>()
  return {
    readPayloadOf: ns => opened.get(ns),
    keep: (ns, readPayload) => void opened.set(ns, readPayload),
    forget: () => opened.clear()
  }
}

/** Reads payloads that this secret opens. */
export function readPayloadWith(secret: string): ReadPayload {
  return createReadPayload(createUnseal(secret, () => performance.now()))
}

/** For a secret that is wrong, or of something else. */
export function opensNothing(): FaultError {
  return new FaultError(
    fault(
      'bad-request',
      'This secret opens none of the sessions that were looked at.',
      'It is the one given to the store itself (crypto.secret, or the adapter’s), not the one that signs cookies.'
    )
  )
}

import type { PayloadLook } from './matches'
import { createPayloadScan, type PayloadSource, payloadIn } from './scan'
import { createPayloadSearch } from './search'

/** How the payloads of `source` are looked into. */
export function createPayloadLook(source: PayloadSource, troubleOf: PayloadLook['troubleOf']): PayloadLook {
  const { payloadPath, readPayload } = source
  const scan = createPayloadScan(source)
  return {
    scan,
    search: createPayloadSearch(scan, payloadPath),
    payloadIn: document => payloadIn(document, payloadPath, readPayload),
    troubleOf
  }
}

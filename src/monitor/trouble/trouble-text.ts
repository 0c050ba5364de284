import { type Fault, type FaultCode, fault, type Mend } from '../../shared/fault'

/** What happened in one sentence, and what mends it. */
export interface TroubleText {
  readonly message: string
  readonly hint: string | null
  readonly mend?: Mend
}

/** A cluster of MongoDB Atlas, which lets in listed addresses only. */
export const isAtlas = (hosts: string): boolean => /\.mongodb(gov)?\.net(?=[:/,\s]|$)/i.test(hosts)

export const ATLAS_HINT =
  'Atlas lets in only listed addresses: add this computer’s to the IP access list, under Network Access.'

/** The fault that a text makes. */
export function faultWith(
  code: FaultCode,
  { message, hint, mend }: TroubleText,
  details: string | null
): Fault {
  return { ...fault(code, message, hint, details), ...(mend ? { mend } : {}) }
}

import type { Mend } from '../../shared/fault'

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

import { z } from 'zod'
import type { UserKey } from './session'

const field = z.string().min(1).max(100)

/** The app's own collection of users: a user key is the `_id` of one of its documents. */
export const nameSource = z.object({
  /** `shop.users` */
  ns: z.string().min(3).max(400),
  /** Where a document has the name: dotted paths, the first that has one wins. */
  fields: z.array(field).min(1).max(5)
})
export type NameSource = z.infer<typeof nameSource>

/** A collection that seems to know the users of a store, and what speaks for it. */
export interface NameProposal {
  readonly source: NameSource
  /** Of so many users of the store, so many are the `_id` of a document there, and so many of those have a name. */
  readonly asked: number
  readonly found: number
  readonly named: number
  /** One of them, to judge by. */
  readonly example: UserName
}

/** A user and the name that the app's users collection has for that key. Display only: everything goes by the key. */
export type UserName = readonly [user: UserKey, name: string]

/** Where names come from, and those of the users that are on screen. */
export interface KnownNames {
  readonly source: NameSource | null
  readonly names: readonly UserName[]
  /** Why names could not be read just now; null: they were. */
  readonly trouble: string | null
}

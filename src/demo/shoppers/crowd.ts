import { type Account, people, robot } from '../shop/accounts'
import { isMemberKind, type VisitKind, visitKinds } from './plan'
import { pick, type Random } from './random'

/** How many sessions the shop settles at when nobody asks for another number. */
export const DEFAULT_SHOPPERS = 470

/** Somebody who comes through the door. */
export interface Arrival {
  readonly kind: VisitKind
  readonly account: Account | null
}

interface Present extends Arrival {
  /** When the session lapses if nothing more is done with it, by this machine's clock, epoch ms. */
  readonly expiresAt: number
}

/** Of `DEFAULT_SHOPPERS`: 130 signed in, nine of them the robot, and 340 guests. */
const shares: Readonly<Record<VisitKind, number>> = {
  guest: 333,
  'passer-by': 7,
  member: 77,
  hurried: 3,
  regular: 41,
  robot: 9
}
const MOST_DEVICES = 4
/** People for each session of theirs: 95 with 121 sessions. A share kept, not a chance taken, so that it holds for hours. */
const PEOPLE_PER_SESSION = 0.78

/**
 * Knows whose sessions are alive and who should come next, so that the shop is always about equally full: whoever
 * leaves, signs out or lapses makes room for another of their kind. Keeps no time: `now` comes in.
 *
 * A visit counts from its arrival until its session has lapsed or ended, not until the shopper loses interest.
 */
export class Crowd {
  private readonly present = new Map<number, Present>()
  private lastId = 0

  constructor(private readonly size: number) {}

  /** Let somebody in where there is room, or answer null. `expiresAt` is when they are written off if never heard of. */
  arrive(random: Random, expiresAt: number): (Arrival & { readonly id: number }) | null {
    const kind = this.selectKind(random)
    if (kind === null) return null
    const arrival = { kind, account: this.selectAccount(kind, random), expiresAt }
    this.lastId += 1
    this.present.set(this.lastId, arrival)
    return { ...arrival, id: this.lastId }
  }

  /** A page was seen: the session now lives until then. */
  prolong(id: number, expiresAt: number): void {
    const known = this.present.get(id)
    if (known !== undefined) this.present.set(id, { ...known, expiresAt })
  }

  /** Signed out, or turned away: the session is no more. */
  leave(id: number): void {
    this.present.delete(id)
  }

  /** Write off what has lapsed. */
  lapse(now: number): void {
    for (const [id, { expiresAt }] of this.present) if (expiresAt <= now) this.present.delete(id)
  }

  /** The sessions are gone from the database whatever was believed of them: start counting again. */
  forget(): void {
    this.present.clear()
  }

  /** How many sessions are believed to be alive. */
  count(): number {
    return this.present.size
  }

  /** How many sessions each account is believed to have. */
  devices(): ReadonlyMap<Account, number> {
    const devices = new Map<Account, number>()
    for (const { account } of this.present.values()) {
      if (account !== null) devices.set(account, (devices.get(account) ?? 0) + 1)
    }
    return devices
  }

  private selectKind(random: Random): VisitKind | null {
    const room = visitKinds.flatMap(kind => Array<VisitKind>(this.roomFor(kind)).fill(kind))
    const [first, ...others] = room
    return first === undefined ? null : pick(random, [first, ...others])
  }

  private roomFor(kind: VisitKind): number {
    let present = 0
    for (const visit of this.present.values()) if (visit.kind === kind) present += 1
    return Math.max(0, Math.round((this.size * shares[kind]) / DEFAULT_SHOPPERS) - present)
  }

  private selectAccount(kind: VisitKind, random: Random): Account | null {
    if (!isMemberKind(kind)) return null
    if (kind === 'robot') return robot
    const devices = this.devices()
    const unseen = people.filter(account => !devices.has(account))
    const seen = people.filter(account => {
      const count = devices.get(account) ?? 0
      return count > 0 && count < MOST_DEVICES
    })
    const sessions = [...devices].reduce((sum, [account, count]) => sum + (account === robot ? 0 : count), 0)
    const isNewFace = unseen.length > 0 && people.length - unseen.length <= sessions * PEOPLE_PER_SESSION
    // In a crowd much larger than usual everybody is on all their devices; then anybody takes one more.
    const candidates = isNewFace ? unseen : seen.length > 0 ? seen : people
    const [first, ...others] = candidates
    return first === undefined ? null : pick(random, [first, ...others])
  }
}

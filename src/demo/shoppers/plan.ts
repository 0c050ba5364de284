import { products } from '../shop/catalogue'
import { between, chance, pick, type Random } from './random'

/**
 * How somebody shops.
 *
 * - `guest` looks around without signing in and leaves; the session lapses later.
 * - `passer-by` is a guest whose session lives a minute or so, for expiries to be seen.
 * - `member` signs in, shops, and mostly signs out.
 * - `hurried` signs in for a minute and forgets to sign out.
 * - `regular` asks to be kept signed in, comes back now and then, and signs out in the end.
 * - `robot` looks at one page after the other.
 */
export const visitKinds = ['guest', 'passer-by', 'member', 'hurried', 'regular', 'robot'] as const
export type VisitKind = (typeof visitKinds)[number]

/** What a shopper does next, in terms of the shop's pages and forms. */
export type Action =
  | { readonly kind: 'view-product'; readonly sku: string; readonly keep: string | null }
  | { readonly kind: 'add-to-cart'; readonly sku: string }
  | { readonly kind: 'remove-from-cart'; readonly sku: string }
  | { readonly kind: 'view-front' | 'view-cart' | 'view-account' | 'stay' }
  | { readonly kind: 'sign-in'; readonly keep: string }
  | { readonly kind: 'sign-out' }
  | { readonly kind: 'leave' }

/** Where a shopper is in their visit; plain data, everything that decides the next step but chance. */
export interface Visit {
  readonly kind: VisitKind
  readonly isSignedIn: boolean
  /** Pages still to be seen before signing in, and after it; one list for guests. */
  readonly stepsAsGuest: number
  readonly stepsLeft: number
  readonly isSigningOut: boolean
  /** The lifetime asked for, as the shop's forms write it; null takes the shop's own. */
  readonly keep: string | null
  /** The product on the screen, whose button can be pressed. */
  readonly productInView: string | null
  readonly cart: readonly string[]
}

/** One step: what is done now, what is known after it, and how long the shopper then reads. */
export interface Step {
  readonly action: Action
  readonly next: Visit
  readonly waitMs: number
}

interface Habits {
  readonly isSigningIn: boolean
  readonly stepsAsGuest: readonly [number, number]
  readonly steps: readonly [number, number]
  readonly waitMs: readonly [number, number]
  readonly signsOut: number
}

const habits: Readonly<Record<VisitKind, Habits>> = {
  guest: { isSigningIn: false, stepsAsGuest: [0, 0], steps: [2, 6], waitMs: [4_000, 14_000], signsOut: 0 },
  'passer-by': {
    isSigningIn: false,
    stepsAsGuest: [0, 0],
    steps: [1, 2],
    waitMs: [3_000, 8_000],
    signsOut: 0
  },
  member: {
    isSigningIn: true,
    stepsAsGuest: [1, 2],
    steps: [4, 16],
    waitMs: [6_000, 24_000],
    signsOut: 0.88
  },
  hurried: { isSigningIn: true, stepsAsGuest: [0, 1], steps: [1, 2], waitMs: [4_000, 9_000], signsOut: 0 },
  regular: {
    isSigningIn: true,
    stepsAsGuest: [0, 1],
    steps: [8, 30],
    waitMs: [30_000, 110_000],
    signsOut: 1
  },
  robot: { isSigningIn: true, stepsAsGuest: [0, 0], steps: [60, 200], waitMs: [7_000, 16_000], signsOut: 1 }
}

/** No visit has more steps than this, signing in and leaving included. */
export const LONGEST_VISIT = 205

/** True for those who sign in. */
export function isMemberKind(kind: VisitKind): boolean {
  return habits[kind].isSigningIn
}

/** Begin a visit. */
export function planVisit(kind: VisitKind, random: Random): Visit {
  const { stepsAsGuest, steps, signsOut } = habits[kind]
  return {
    kind,
    isSignedIn: false,
    stepsAsGuest: between(random, ...stepsAsGuest),
    stepsLeft: between(random, ...steps),
    isSigningOut: chance(random, signsOut),
    keep: planLifetime(kind, random),
    productInView: null,
    cart: []
  }
}

/**
 * Begin a visit that looks as if it had been going on for a while when the shop opens: members sign in at once, and
 * guests' sessions are of all ages, so that they do not all lapse in the same minute half an hour later.
 */
export function planEarlierVisit(kind: VisitKind, random: Random): Visit {
  const visit = planVisit(kind, random)
  if (isMemberKind(kind)) {
    return { ...visit, stepsAsGuest: 0, stepsLeft: between(random, 1, visit.stepsLeft) }
  }
  const keep = kind === 'guest' ? `${between(random, 100, 1_800)}s` : visit.keep
  return { ...visit, stepsLeft: chance(random, 0.25) ? visit.stepsLeft : 1, keep }
}

/** Decide what a shopper does next. Every visit comes to `leave` or `sign-out`, and nothing follows those. */
export function planStep(visit: Visit, random: Random): Step {
  const { isSigningIn, waitMs } = habits[visit.kind]
  return { ...planAction(visit, isSigningIn, random), waitMs: between(random, ...waitMs) }
}

function planAction(visit: Visit, isSigningIn: boolean, random: Random): Pick<Step, 'action' | 'next'> {
  if (isSigningIn && !visit.isSignedIn && visit.stepsAsGuest === 0) {
    const action = { kind: 'sign-in', keep: visit.keep ?? '30m' } as const
    return { action, next: { ...visit, isSignedIn: true, productInView: null } }
  }
  if (visit.stepsLeft === 0) {
    return { action: { kind: visit.isSigningOut && visit.isSignedIn ? 'sign-out' : 'leave' }, next: visit }
  }
  const action = planPage(visit, random)
  const isStillGuest = isSigningIn && !visit.isSignedIn
  const counted = isStillGuest ? { stepsAsGuest: visit.stepsAsGuest - 1 } : { stepsLeft: visit.stepsLeft - 1 }
  return { action, next: { ...visit, ...counted, ...afterPage(visit, action) } }
}

function planPage(visit: Visit, random: Random): Action {
  const viewProduct = (): Action => {
    const { sku } = pick(random, products)
    return { kind: 'view-product', sku, keep: visit.isSignedIn ? null : visit.keep }
  }
  const isNew = !visit.isSignedIn && visit.productInView === null && visit.cart.length === 0
  if (isNew) return viewProduct()
  const dice = random()
  if (visit.productInView !== null && dice < 0.35) return { kind: 'add-to-cart', sku: visit.productInView }
  const [first] = visit.cart
  if (first !== undefined && dice < 0.42) return { kind: 'remove-from-cart', sku: first }
  if (dice < 0.5) return { kind: 'view-front' }
  if (dice < 0.58) return { kind: 'view-cart' }
  if (visit.isSignedIn && dice < 0.66) return { kind: 'view-account' }
  if (visit.isSignedIn && dice < 0.72) return { kind: 'stay' }
  return viewProduct()
}

function afterPage(visit: Visit, action: Action): Pick<Visit, 'productInView' | 'cart'> {
  switch (action.kind) {
    case 'view-product':
      return { productInView: action.sku, cart: visit.cart }
    case 'add-to-cart':
      return { productInView: null, cart: [...new Set([...visit.cart, action.sku])] }
    case 'remove-from-cart':
      return { productInView: null, cart: visit.cart.filter(sku => sku !== action.sku) }
    case 'stay':
      return { productInView: visit.productInView, cart: visit.cart }
    default:
      return { productInView: null, cart: visit.cart }
  }
}

function planLifetime(kind: VisitKind, random: Random): string | null {
  if (kind === 'passer-by') return `${between(random, 20, 90)}s`
  if (kind === 'hurried') return `${between(random, 40, 90)}s`
  if (kind === 'regular') return '14d'
  return null
}

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { selectProduct } from '../../../../src/demo/shop/catalogue'
import { readLifetime } from '../../../../src/demo/shop/lifetime'
import {
  isMemberKind,
  LONGEST_VISIT,
  planEarlierVisit,
  planStep,
  planVisit,
  type Step,
  type Visit,
  visitKinds
} from '../../../../src/demo/shoppers/plan'
import { createRandom, type Random } from '../../../../src/demo/shoppers/random'

/** Walk a visit to its end, or to more steps than any may have. */
function walk(first: Visit, random: Random): Step[] {
  const steps: Step[] = []
  let visit = first
  while (steps.length <= LONGEST_VISIT) {
    const step = planStep(visit, random)
    steps.push(step)
    if (step.action.kind === 'leave' || step.action.kind === 'sign-out') break
    visit = step.next
  }
  return steps
}

const anyWalk = fc
  .record({ kind: fc.constantFrom(...visitKinds), seed: fc.nat(), isEarlier: fc.boolean() })
  .map(({ kind, seed, isEarlier }) => {
    const random = createRandom(seed)
    const visit = isEarlier ? planEarlierVisit(kind, random) : planVisit(kind, random)
    return { kind, visit, steps: walk(visit, random) }
  })

it('comes to an end', () => {
  fc.assert(
    fc.property(anyWalk, ({ steps }) => {
      expect(steps.length).toBeLessThanOrEqual(LONGEST_VISIT)
    })
  )
})

it('signs in once when it is a member, never when it is a guest, and signs out only when signed in', () => {
  fc.assert(
    fc.property(anyWalk, ({ kind, steps }) => {
      const kinds = steps.map(step => step.action.kind)
      expect(kinds.filter(action => action === 'sign-in')).toHaveLength(isMemberKind(kind) ? 1 : 0)
      const membersOnly = kinds.findIndex(action => ['sign-out', 'view-account', 'stay'].includes(action))
      if (membersOnly >= 0) expect(kinds.indexOf('sign-in')).toBeLessThan(membersOnly)
      if (membersOnly >= 0) expect(kinds).toContain('sign-in')
    })
  )
})

it('has every guest make a session before doing anything that needs one', () => {
  fc.assert(
    fc.property(anyWalk, ({ steps }) => {
      expect(['view-product', 'sign-in', 'leave']).toContain(steps[0]?.action.kind)
    })
  )
})

it('buys only what is on the screen and gives back only what is in the cart', () => {
  fc.assert(
    fc.property(anyWalk, ({ visit, steps }) => {
      let before = visit
      for (const { action, next } of steps) {
        if (action.kind === 'add-to-cart') expect(action.sku).toBe(before.productInView)
        if (action.kind === 'remove-from-cart') expect(before.cart).toContain(action.sku)
        if (action.kind === 'view-product') expect(selectProduct(action.sku)).not.toBeNull()
        before = next
      }
    })
  )
})

it('asks for lifetimes the shop can read, and reads each page for seconds, not hours', () => {
  fc.assert(
    fc.property(anyWalk, ({ visit, steps }) => {
      if (visit.keep !== null) expect(readLifetime(visit.keep)).not.toBeNull()
      for (const { waitMs } of steps) {
        expect(waitMs).toBeGreaterThanOrEqual(1_000)
        expect(waitMs).toBeLessThanOrEqual(120_000)
      }
    })
  )
})

it('has everybody whose session would live for two weeks sign out in the end', () => {
  fc.assert(
    fc.property(anyWalk, ({ visit, steps }) => {
      if (visit.keep === '14d') expect(steps.at(-1)?.action.kind).toBe('sign-out')
    })
  )
})

it('is the same visit again from the same seed', () => {
  fc.assert(
    fc.property(fc.constantFrom(...visitKinds), fc.nat(), (kind, seed) => {
      const again = () => {
        const random = createRandom(seed)
        return walk(planVisit(kind, random), random)
      }
      expect(again()).toEqual(again())
    })
  )
})

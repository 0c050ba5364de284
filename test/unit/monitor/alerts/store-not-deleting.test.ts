import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createStoreNotDeleting } from '../../../../src/monitor/alerts/store-not-deleting'
import { START } from '../../../support/sessions'

it('stands exactly while more are overdue than the threshold', () => {
  const count = fc.integer({ min: 0, max: 2000 })
  fc.assert(
    fc.property(fc.array(fc.option(count)), fc.integer({ min: 1, max: 1000 }), (told, threshold) => {
      const rule = createStoreNotDeleting()
      for (const documents of told) {
        rule.see(documents === null ? null : { documents, recent: 0 })
        const isOver = documents !== null && documents > threshold
        expect(rule.standing(START, threshold)).toHaveLength(isOver ? 1 : 0)
      }
    })
  )
})

it('says how many, and how many are added', () => {
  const rule = createStoreNotDeleting()
  rule.see({ documents: 1204, recent: 310 })
  expect(rule.standing(START, 100)).toEqual([
    {
      user: null,
      title: '1,204 sessions expired over two minutes ago and are still stored; 31 a minute are added',
      place: { kind: 'sessions', filter: 'state:expired' }
    }
  ])
  rule.see({ documents: 1204, recent: 0 })
  expect(rule.standing(START, 100)[0]?.title).not.toContain('a minute')
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createFeedLost } from '../../../../src/monitor/alerts/feed-lost'
import type { FeedState } from '../../../../src/shared/domain/store'
import { fault } from '../../../../src/shared/fault'
import { following } from '../../../support/alerts'
import { START } from '../../../support/sessions'

const lostAt = (sinceAt: number): FeedState => ({
  kind: 'lost',
  sinceAt,
  fault: fault('lost', 'The server is away.'),
  attempt: 1,
  retryAt: sinceAt + 1000
})
const connecting: FeedState = { kind: 'connecting', sinceAt: START }

it('stands once nothing was heard for longer than the threshold, however often it was tried', () => {
  const step = fc.constantFrom('lost', 'connecting', 'following')
  fc.assert(
    fc.property(fc.array(step), fc.integer({ min: 5, max: 60 }), (steps, threshold) => {
      const rule = createFeedLost()
      let awayFrom: number | null = null
      steps.forEach((kind, n) => {
        const at = START + n * 10_000
        if (kind === 'following') awayFrom = null
        if (kind === 'lost') awayFrom ??= at
        rule.take(kind === 'lost' ? lostAt(at) : kind === 'following' ? following : connecting)
        const isOver = awayFrom !== null && at - awayFrom > threshold * 1000
        expect(rule.standing(at, threshold)).toHaveLength(isOver ? 1 : 0)
      })
    })
  )
})

it('says for how long', () => {
  const rule = createFeedLost()
  rule.take(lostAt(START))
  expect(rule.standing(START + 30_000, 30)).toEqual([])
  expect(rule.standing(START + 31_000, 30)).toEqual([
    { user: null, title: 'No news of the server for 31 s', place: { kind: 'overview' } }
  ])
})

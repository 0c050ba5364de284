import { expect, it } from 'vitest'
import { didYouMean } from '../../../src/monitor/similar-names'

it('offers the names that are nearly the one typed, nearest first', () => {
  const names = ['shop.orders', 'shop.session', 'shop.sessions', 'shop.Sessions2']
  expect(didYouMean('shop.sesions', names)).toEqual(['shop.sessions', 'shop.session', 'shop.Sessions2'])
  expect(didYouMean('blog.posts', names)).toEqual([])
})

import { expect, it } from 'vitest'
import { didYouMean } from '../../../src/monitor/similar-names'

it('offers the names that are nearly the one typed, nearest first', () => {
  const names = ['orders', 'session', 'Sessions', 'sessions2']
  expect(didYouMean('sesions', names)).toEqual(['Sessions'])
  expect(didYouMean('mySession', ['mySessions', 'my_session'])).toEqual(['mySessions', 'my_session'])
  expect(didYouMean('posts', names)).toEqual([])
})

import { expect, it } from 'vitest'
import { certainty, endingWord, sinceText, whoOf } from '../../../../src/renderer/format/names'
import { aRow } from '../../../support/renderer/rows'

it('names a row by its user, or says why nobody can be named', () => {
  expect(whoOf(aRow({ user: 'ann@shop.io' }))).toBe('ann@shop.io')
  expect(whoOf(aRow({ user: null, state: 'guest' }))).toBe('guest')
  expect(whoOf(aRow({ user: null, state: 'signed-in' }))).toBe('signed in, user not recorded')
  expect(whoOf(aRow({ user: null, state: 'unreadable', reason: 'encrypted' }))).toBe('unreadable: encrypted')
})

it('says what a start time is worth', () => {
  expect(sinceText('or-earlier', '09:53')).toBe(
    'Seen first 09:53, or earlier: this store keeps no start date'
  )
  expect(sinceText('seen-arriving', '09:53')).toBe('Seen arriving 09:53')
})

it('says how a session ended', () => {
  expect(endingWord('signed-out')).toBe('signed out')
  expect(endingWord('expired')).toBe('expired')
})

it('turns confidence into a word', () => {
  expect([0.97, 0.9, 0.7, 0.3].map(confidence => certainty({ confidence }))).toEqual([
    'certain',
    'certain',
    'likely',
    'a guess'
  ])
})

import { expect, it } from 'vitest'
import { formatLines, replayNote, replayWord } from '../../../../src/renderer/format/format-text'
import { shopStore } from '../../../support/renderer/shop-facts'

it('says what a leaked document would be worth', () => {
  expect((['raw', 'signed', 'hash'] as const).map(replayWord)).toEqual([
    'replayable ids',
    'signed ids',
    'hashed ids'
  ])
  expect(replayNote('raw')).toContain('can be that user')
  expect(replayNote('signed')).toContain('app’s secret')
  expect(replayNote('hash')).toContain('only a hash')
})

it('says where each fact comes from, and which are worked out', () => {
  const lines = formatLines(shopStore.format)
  expect(lines).toContain('Expiry: expires')
  expect(lines).toContain('User: session (worked out, or as the app has it)')
  expect(lines.join()).not.toContain('Unverified')
})

it('says of a format that it was never tried on the real library', () => {
  expect(formatLines({ ...shopStore.format, isVerified: false }).at(-1)).toContain('Unverified')
})

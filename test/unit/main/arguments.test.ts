import { expect, it } from 'vitest'
import { readArguments } from '../../../src/main/arguments'

it('reads its own words between the switches of Electron and Chromium', () => {
  const argv = [
    '--no-sandbox',
    '.',
    '--uri=mongodb://h/db',
    '--ns',
    'shop.sessions',
    '--read-only',
    '--enable-logging'
  ]
  expect(readArguments(argv)).toEqual({
    uri: 'mongodb://h/db',
    ns: 'shop.sessions',
    userDataFolder: null,
    isDemo: false,
    isLoginVulnerable: false,
    mirrorAtMost: null,
    isReadOnly: true
  })
})

it('reads the demo and the folder of user data', () => {
  expect(readArguments(['--demo', '--user-data-dir=/tmp/u'])).toMatchObject({
    isDemo: true,
    userDataFolder: '/tmp/u'
  })
})

it('reads whether the demo is to have a login that is vulnerable', () => {
  expect(readArguments(['--demo', '--vulnerable-login'])).toMatchObject({ isLoginVulnerable: true })
})

it('reads a bound as a whole number, and nothing else', () => {
  expect(readArguments(['--mirror-at-most', '5000'])).toMatchObject({ mirrorAtMost: 5000 })
  for (const odd of ['-1', '1e3', 'many', ''])
    expect(readArguments(['--mirror-at-most', odd])).toMatchObject({ mirrorAtMost: null })
})

it('takes a word without its value as not given', () => {
  expect(readArguments(['--uri'])).toMatchObject({ uri: null })
})

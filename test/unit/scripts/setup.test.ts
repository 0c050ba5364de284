import { expect, it } from 'vitest'
import { isRefused, withRefusal } from '../../../scripts/setup/cache.mjs'
import { versionIn } from '../../../scripts/setup/database.mjs'
import { missingIn } from '../../../scripts/setup/libraries.mjs'
import { isInstalled } from '../../../scripts/setup/packages.mjs'
import { lastWords } from '../../../scripts/setup/say.mjs'

const HOUR_MS = 3_600_000

it('takes a tree as installed when every package has the version the lock file names', () => {
  const wanted = { '': {}, 'node_modules/a': { version: '1.0.0' } }
  expect(isInstalled(wanted, { 'node_modules/a': { version: '1.0.0' } })).toBe(true)
  expect(isInstalled(wanted, { 'node_modules/a': { version: '0.9.0' } })).toBe(false)
  expect(isInstalled(wanted, {})).toBe(false)
})

it('does not miss the binaries of other platforms, nor workspaces, which are links', () => {
  const wanted = {
    'node_modules/a-darwin': { version: '1.0.0', optional: true },
    'node_modules/store': { link: true }
  }
  expect(isInstalled(wanted, {})).toBe(true)
})

it('remembers for a day what could not be had, and then asks again', () => {
  const runtime = withRefusal({}, 'electron@45.0.0', 'no route', 1000)
  expect(isRefused(runtime, 'electron@45.0.0', 1000 + 23 * HOUR_MS)).toBe(true)
  expect(isRefused(runtime, 'electron@45.0.0', 1000 + 25 * HOUR_MS)).toBe(false)
})

it('asks at once for another version, and when the clock was set back', () => {
  const runtime = withRefusal({}, 'electron@45.0.0', 'no route', 1000)
  expect(isRefused(runtime, 'electron@45.0.1', 1000)).toBe(false)
  expect(isRefused(runtime, 'electron@45.0.0', 0)).toBe(false)
})

it('reads which shared libraries a program lacks', () => {
  const listing =
    '\tlibnss3.so => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x1)\n\tlibgbm.so.1 => not found\n'
  expect(missingIn(listing)).toEqual(['libnss3.so', 'libgbm.so.1'])
})

it('reads the version of a mongod', () => {
  expect(versionIn('db version v8.0.4\nBuild Info: {}')).toBe('8.0.4')
  expect(versionIn('?')).toBe('unknown')
})

it("tells of a failed command the network's own words, else its last words about an error", () => {
  expect(lastWords('Error: fetch failed\n    at x (y.js:1)\ncause: getaddrinfo ENOTFOUND example.org,')).toBe(
    'getaddrinfo ENOTFOUND example.org'
  )
  expect(lastWords('TypeError: fetch failed\n    at x (y.js:1)')).toBe('its host cannot be reached')
  expect(lastWords('npm error 404 Not Found\nnpm error A complete log is there\n')).toBe(
    'npm error 404 Not Found'
  )
  expect(lastWords('')).toBe('it said nothing')
})

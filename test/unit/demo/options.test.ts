import { expect, it, vi } from 'vitest'
import { readOptions } from '../../../src/demo/options'

it('starts its own database, a free port and the usual crowd when told nothing', () => {
  expect(readOptions([], 7)).toEqual({
    uri: null,
    port: 0,
    store: 'connect-mongodb-session',
    isStandalone: false,
    isLoginVulnerable: false,
    seed: 7,
    shoppers: 470,
    rate: 1
  })
})

it('takes every word it documents', () => {
  const uri = 'mongodb://127.0.0.1:27017'
  const args = ['--uri', uri, '--port', '3000', '--store', 'connect-mongo', '--seed', '1', '--rate', '2.5']
  expect(readOptions([...args, '--shoppers', '20'], 7)).toMatchObject({
    uri,
    port: 3000,
    store: 'connect-mongo',
    seed: 1,
    shoppers: 20,
    rate: 2.5
  })
  expect(readOptions(['--quiet', '--standalone', '--vulnerable-login'], 7)).toMatchObject({
    shoppers: 0,
    isStandalone: true,
    isLoginVulnerable: true
  })
})

it.each([
  ['--port', '70000'],
  ['--store', 'memcached'],
  ['--rate', '0'],
  ['--shoppers', 'many'],
  ['--nonsense'],
  ['--standalone', '--uri', 'mongodb://127.0.0.1']
])('refuses %s %s', (...args) => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  try {
    expect(() => readOptions(args, 7)).toThrow()
  } finally {
    write.mockRestore()
  }
})

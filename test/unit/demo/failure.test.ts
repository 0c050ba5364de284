import { expect, it } from 'vitest'
import { describeBug, portFailure, storeFailure } from '../../../src/demo/failure'

it('shows no password of a connection string', () => {
  const failure = storeFailure(new Error('cannot reach mongodb://ann:s3cret@127.0.0.1:1/shop'))
  expect(failure.message).not.toContain('s3cret')
  expect(failure.hint).not.toBe('')
})

it('names the port that is taken and what to do', () => {
  const failure = portFailure(Object.assign(new Error('listen'), { code: 'EADDRINUSE' }), 3000)
  expect(failure.message).toBe('Port 3000 is taken.')
  expect(failure.hint).toContain('--port')
})

it('describes a bug by where it happened and never by its message, which may hold a session id', () => {
  const described = describeBug(new TypeError('Error finding a-live-credential'))
  expect(described).toContain('TypeError')
  expect(described).toContain('failure.test.ts')
  expect(described).not.toContain('a-live-credential')
})

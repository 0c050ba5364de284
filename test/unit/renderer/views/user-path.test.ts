import { expect, it } from 'vitest'
import { userPathOf } from '../../../../src/renderer/views/detail/user-path'
import type { BsonNode } from '../../../../src/shared/domain/detail'

function lineOf(path: string, fields: Partial<BsonNode> = {}, level = path.split('.').length) {
  const name = path.split('.').at(-1) ?? ''
  const node: BsonNode = {
    name,
    path,
    type: 'string',
    text: 'ann',
    isMasked: false,
    children: null,
    isCut: false,
    ...fields
  }
  return { id: path, level, node, isOpen: node.children === null ? null : true }
}

it('is the path inside the payload, however deep', () => {
  expect(userPathOf(lineOf('session.account.profile.mail'), 'session')).toBe('account.profile.mail')
  expect(userPathOf(lineOf('uid', { type: 'objectId' }), null)).toBe('uid')
  expect(userPathOf(lineOf('data.s.no', { type: 'int', text: '7' }), 'data.s')).toBe('no')
})

it.each([
  ['a branch', lineOf('session.user', { children: [] })],
  ['a date', lineOf('session.at', { type: 'date' })],
  ['a yes or no', lineOf('session.isLoggedIn', { type: 'bool' })],
  ['nothing at all', lineOf('session.note', { text: ' ' })],
  ['what is masked', lineOf('session.token', { isMasked: true })],
  ['what is outside the payload', lineOf('expires')],
  ['what only begins alike', lineOf('sessionId.mail')],
  ['the cookie', lineOf('session.cookie.path')],
  ['a name with a dot in it', lineOf('session.a.b', {}, 2)],
  ['a path too long to ask with', lineOf(`session.${'a'.repeat(501)}`)]
])('is none of %s', (_what, line) => {
  expect(userPathOf(line, 'session')).toBeNull()
})

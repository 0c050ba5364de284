import { expect, it } from 'vitest'
import { formats } from '../../../src/monitor/formats/registry'
import { createReader } from '../../../src/monitor/reader'
import { browserOf, userAgentIn } from '../../../src/monitor/user-agent'
import { anObjectDocument, aTextDocument } from '../../support/documents'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'

it.each([
  [{ userAgent: firefox }],
  [{ user_agent: firefox }],
  [{ 'User-Agent': firefox }],
  [{ ua: firefox }],
  [{ cart: [], device: { userAgent: firefox } }]
])('is found in %j', payload => {
  expect(userAgentIn(payload)).toBe(firefox)
})

it.each([
  [{}],
  [{ userAgent: 7 }],
  [{ userAgent: '' }],
  [{ userAgent: 'x'.repeat(5000) }],
  [{ a: { b: { userAgent: firefox } } }],
  [{ __proto__: { userAgent: firefox } }]
])('is nothing in %j', payload => {
  expect(userAgentIn(payload)).toBeNull()
})

it('is the same browser after an update, and another one on another system', () => {
  expect(browserOf(firefox.replaceAll('145.0', '146.0.1'))).toBe(browserOf(firefox))
  expect(browserOf(firefox.replace('X11; Linux x86_64', 'Windows NT 10.0'))).not.toBe(browserOf(firefox))
})

it('is read from a payload in any encoding, and from beside a payload that cannot be read', () => {
  const express = createReader([
    formats['connect-mongodb-session'].assume([], []),
    formats['connect-mongo'].assume([], [])
  ])
  expect(express.userAgentOf(anObjectDocument({ userAgent: firefox }))).toBe(firefox)
  expect(express.userAgentOf(aTextDocument({ userAgent: firefox }))).toBe(firefox)
  expect(express.userAgentOf(aTextDocument())).toBeNull()
  const php = createReader([formats.laravel.assume([], [])])
  const written = { _id: 'a', payload: 'opaque', last_activity: 1 }
  expect(php.userAgentOf({ ...written, user_agent: firefox })).toBe(firefox)
  expect(php.userAgentOf(written)).toBeNull()
  expect(php.projection).toMatchObject({ user_agent: 1 })
  expect(express.projection).not.toHaveProperty('user_agent')
})

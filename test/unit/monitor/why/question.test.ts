import { sign } from 'cookie-signature'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, readQuestion } from '../../../../src/monitor/why/question'
import { MAX_WHY_TEXT } from '../../../../src/shared/domain/why'

const ID = '4fKq7mZxW2vB9nTyR5cD8hJ1sL6pA3e1'
const SIGNED = sign(ID, 'a secret')
const SENT = `s%3A${encodeURIComponent(SIGNED)}`

function sessionOf(text: string) {
  const understood = readQuestion(text)
  if (!understood.ok || understood.question.kind !== 'session')
    throw new Error(`Not a session: ${JSON.stringify(understood)}`)
  return understood.question
}
const firstOf = (text: string): Candidate => {
  const [first] = sessionOf(text).candidates
  if (first === undefined) throw new Error('There is none')
  return first
}

describe('finds the session’s id', () => {
  it.each([
    ['a Cookie header', `Cookie: connect.sid=${SENT}`],
    ['a cookie', `connect.sid=${SENT}`],
    ['a Set-Cookie header', `Set-Cookie: connect.sid=${SENT}; Path=/; HttpOnly`],
    ['the value as it is sent', SENT],
    ['the value decoded', `s:${SIGNED}`],
    ['a quoted value', `"${SENT}"`],
    ['among others', `_ga=GA1.2; csrftoken=abcdefgh; theme=dark; connect.sid=${SENT}; lang=en`],
    [
      'in all headers of a request',
      `GET / HTTP/1.1\nHost: shop.io\nCookie: connect.sid=${SENT}\nAccept: */*`
    ],
    ['a cookie of another name', `theme=dark; shop=${SENT}`]
  ])('in %s', (_, text) => {
    expect(firstOf(text)).toMatchObject({
      isMarked: true,
      signed: { value: ID, scheme: 'cookie-signature' }
    })
    expect(firstOf(text).ids[0]).toBe(ID)
  })

  it.each([
    ['next-auth.session-token=9a1c-token', '9a1c-token'],
    ['__Secure-authjs.session-token=0f3b9a1c-token', '0f3b9a1c-token'],
    ['Authorization: Bearer r:0123456789abcdef', 'r:0123456789abcdef'],
    ['SESSION=ZjgxZDRmYWUtN2RlYy0xMWQwLWE3NjUtMDBhMGM5MWU2YmY2', 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6'],
    ['session=fLaSkSid', 'session:fLaSkSid'],
    ['koa.sid=abc; koa.sid.sig=def', 'koa:sess:abc'],
    ['507f1f77bcf86cd799439011', '507f1f77bcf86cd799439011']
  ])('%s', (text, id) => {
    expect(firstOf(text).ids).toContain(id)
  })

  it('takes apart what better-auth and Flask-Session sign', () => {
    const better = `better-auth.session_token=${encodeURIComponent(`tok3n.${'A'.repeat(43)}=`)}`
    expect(firstOf(better).signed).toMatchObject({ value: 'tok3n', scheme: 'better-auth' })
    const flask = `session=sid.${'x'.repeat(27)}`
    expect(firstOf(flask).signed).toMatchObject({ value: 'sid', scheme: 'itsdangerous' })
  })

  it.each(['.abc', '.abc%', '.abc%2', ''])('in a cookie that was cut off: %j', rest => {
    expect(firstOf(`connect.sid=s%3A${ID}${rest}`)).toMatchObject({ isMarked: true, signed: null })
    expect(firstOf(`connect.sid=s%3A${ID}${rest}`).ids[0]).toBe(ID)
  })
})

it('reads when a Set-Cookie ends, and that it is secure', () => {
  const at = Date.UTC(2026, 2, 1, 12)
  const line = `connect.sid=${SENT}; Path=/; Expires=${new Date(at).toUTCString()}; Secure; HttpOnly`
  expect(sessionOf(line).setCookie).toEqual({ expiresAt: at, isSecure: true })
  expect(sessionOf(`connect.sid=${SENT}`).setCookie).toBeNull()
  expect(sessionOf(`Set-Cookie: connect.sid=${SENT}; Max-Age=0`).setCookie?.expiresAt).toBe(0)
})

it('knows a Set-Cookie that takes the cookie away', () => {
  const text = 'connect.sid=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'
  expect(readQuestion(text)).toEqual({ ok: true, question: { kind: 'removed', cookie: 'connect.sid' } })
})

it('counts cookies of one name, and takes the first, as apps do', () => {
  const question = sessionOf(`connect.sid=${SENT}; connect.sid=s%3Aother.${'A'.repeat(43)}`)
  expect(question.sent).toBe(2)
  expect(question.candidates.map(one => one.ids[0])).toEqual([ID])
})

it.each([
  ['eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn', 'jwt'],
  ['next-auth.session-token.0=abc', 'jwt'],
  [`session=eyJ1c2VyIjoxfQ.aBcDeF.${'x'.repeat(27)}`, 'flask']
])('knows a cookie that carries the session itself: %s', (text, as) => {
  expect(readQuestion(text)).toMatchObject({ ok: true, question: { kind: 'carried', as } })
})

it('takes for a user what may be one, and nothing that is signed or has a name', () => {
  expect(sessionOf('  ann@shop.io ').user).toBe('ann@shop.io')
  expect(sessionOf(ID).user).toBe(ID)
  expect([sessionOf(SENT).user, sessionOf(`connect.sid=${SENT}`).user]).toEqual([null, null])
})

it.each([
  ['', 'nothing to look for'],
  [' \n\t ', 'nothing to look for'],
  ['Cookie:', 'nothing to look for'],
  ['one\ntwo', 'None of these lines'],
  ['Cookie: nothing', 'no cookie in this'],
  ['Cookie: connect.sid=', 'no value'],
  ['_ga=GA1.2; csrf=abc', 'None of these cookies'],
  ['x'.repeat(MAX_WHY_TEXT + 1), 'longer than any cookie']
])('says what it cannot read in %j', (text, message) => {
  expect(readQuestion(text.slice(0, MAX_WHY_TEXT + 1))).toMatchObject({ ok: false })
  const understood = readQuestion(text)
  expect(understood.ok ? '' : understood.message).toContain(message)
})

const secretText = fc.string({ minLength: 1, maxLength: 40 })

it('gives back any id that cookie-signature has signed', () =>
  fc.assert(
    fc.property(fc.stringMatching(/^[\w-]{8,64}$/), secretText, (id, secret) => {
      const cookie = `connect.sid=${encodeURIComponent(`s:${sign(id, secret)}`)}`
      for (const text of [cookie, `Cookie: a=b; ${cookie}`, `Set-Cookie: ${cookie}; Path=/`]) {
        expect(firstOf(text)).toMatchObject({ signed: { value: id }, isMarked: true })
        expect(firstOf(text).ids[0]).toBe(id)
      }
    })
  ))

it('never throws, whatever is pasted, and asks for a bounded number of ids', () => {
  const parts = fc.constantFrom(
    '=',
    ';',
    '%',
    's:',
    '.',
    '"',
    '\n',
    'Cookie:',
    'connect.sid',
    '%E0%A4',
    '__proto__'
  )
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.oneof(parts, fc.string({ maxLength: 8 })), { maxLength: 60 }).map(all => all.join(''))
  )
  fc.assert(
    fc.property(hostile, text => {
      const understood = readQuestion(text)
      if (!understood.ok) expect(understood.message.length).toBeLessThan(100)
      else if (understood.question.kind === 'session')
        expect(understood.question.candidates.flatMap(one => one.ids).length).toBeLessThanOrEqual(12 * 8)
    }),
    { numRuns: 200 }
  )
})

import fc from 'fast-check'
import { CookieJar as ToughCookieJar } from 'tough-cookie'
import { expect, it } from 'vitest'
import { CookieJar } from '../../../../src/demo/shoppers/cookie-jar'

const NOW = Date.UTC(2030, 0, 1)

it('sends back what it was given, and the newer value of the same name', () => {
  const jar = new CookieJar()
  jar.store(['connect.sid=s%3Aone.sig; Path=/; HttpOnly; SameSite=Lax', 'theme=dark'], NOW)
  jar.store(['connect.sid=s%3Atwo.sig; Path=/'], NOW)
  expect(jar.header(NOW)).toBe('connect.sid=s%3Atwo.sig; theme=dark')
})

it('forgets a cookie that was taken away or whose time has come', () => {
  const jar = new CookieJar()
  jar.store(['short=1; Max-Age=10', 'dated=1; Expires=Tue, 01 Jan 2030 00:00:20 GMT', 'gone=1'], NOW)
  jar.store(['gone=; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], NOW)
  expect(jar.header(NOW)).toBe('short=1; dated=1')
  expect(jar.header(NOW + 15_000)).toBe('dated=1')
  expect(jar.header(NOW + 25_000)).toBeNull()
})

it('agrees with tough-cookie on what a site sets and takes away', () => {
  const name = fc.constantFrom('a', 'b', 'connect.sid')
  const value = fc.stringMatching(/^[A-Za-z0-9%.]{0,12}$/)
  const life = fc.constantFrom('', '; Max-Age=60', '; Max-Age=0', '; Expires=Thu, 01 Jan 1970 00:00:00 GMT')
  const line = fc.tuple(name, value, life).map(([key, text, end]) => `${key}=${text}; Path=/${end}`)
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), lines => {
      const [ours, theirs] = [new CookieJar(), new ToughCookieJar()]
      for (const set of lines) {
        ours.store([set], Date.now())
        theirs.setCookieSync(set, 'http://127.0.0.1/')
      }
      const sorted = (header: string) => header.split('; ').sort()
      const header = ours.header(Date.now()) ?? ''
      expect(sorted(header)).toEqual(sorted(theirs.getCookieStringSync('http://127.0.0.1/')))
    })
  )
})

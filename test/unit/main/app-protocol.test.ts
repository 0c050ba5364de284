import { expect, it } from 'vitest'
import { fileOf, PAGE_ORIGIN, PAGE_URL } from '../../../src/main/app-protocol'
import { contentSecurityPolicy } from '../../../src/main/content-security'

const folder = '/opt/sextant/renderer'

it('names the files of the page', () => {
  expect(fileOf(folder, PAGE_URL)).toBe(`${folder}/index.html`)
  expect(fileOf(folder, `${PAGE_ORIGIN}/assets/index.js?v=1#x`)).toBe(`${folder}/assets/index.js`)
})

it('names nothing outside the folder, of another host, or of a type that is not shipped', () => {
  for (const path of [
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/..%2f..%2fetc/passwd.html',
    '/assets/key.pem',
    '/'
  ]) {
    expect(fileOf(folder, PAGE_ORIGIN + path)?.startsWith(`${folder}/`) ?? true).toBe(true)
  }
  expect(fileOf(folder, `${PAGE_ORIGIN}/%2e%2e%2fsecret.js`)).toBeNull()
  expect(fileOf(folder, `${PAGE_ORIGIN}/assets/key.pem`)).toBeNull()
  expect(fileOf(folder, 'app://elsewhere/index.html')).toBeNull()
})

it('lets a page load nothing but its own files and run nothing inline', () => {
  const policy = contentSecurityPolicy('abc')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).not.toContain('unsafe-')
  expect(policy).not.toContain('http')
})

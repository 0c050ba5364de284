import fc from 'fast-check'
import { expect, it } from 'vitest'
import { escapeHtml, html, trusted } from '../../../../src/demo/shop/html'
import { renderAccount, renderSignIn } from '../../../../src/demo/shop/pages/account'
import { renderCart } from '../../../../src/demo/shop/pages/cart'
import { renderPage } from '../../../../src/demo/shop/pages/layout'

const hostileName = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`
const hostileUser = { email: `${hostileName}@shop.io`, name: hostileName, role: 'customer' } as const

it('lets no character of a text act as markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/)
    })
  )
})

it('gives back the same text when a browser undoes the escaping', () => {
  const undo = (text: string) =>
    text
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, '&')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      expect(undo(escapeHtml(text))).toBe(text)
    })
  )
})

it('takes markup inside markup as it is, and a list of it without commas', () => {
  const items = ['a', '<b>'].map(item => html`<li>${item}</li>`)
  expect(html`<ul>${items}${null}${trusted('<hr>')}</ul>`.text).toBe(
    '<ul><li>a</li><li>&lt;b&gt;</li><hr></ul>'
  )
})

it('shows a hostile name on every page as text', () => {
  const item = { sku: hostileName, title: hostileName, price: 1, quantity: 1 }
  const content = html`${renderAccount({ csrf: 'token', user: hostileUser, lifetimeMs: 60_000, pageViews: 1 })}
${renderCart({ currency: 'EUR', items: [item] }, 'token')}
${renderSignIn({ csrf: 'token', email: hostileName, problem: hostileName })}`
  const page = renderPage({ title: hostileName, csrf: 'token', user: hostileUser, itemsInCart: 1 }, content)
  expect(page).not.toMatch(/<script|<img|onerror='/)
  expect(page).toContain('&lt;script&gt;')
})

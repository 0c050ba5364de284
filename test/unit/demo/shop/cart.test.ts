import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type Cart,
  countItems,
  totalCents,
  withoutProduct,
  withProduct
} from '../../../../src/demo/shop/cart'
import { formatPrice, products, selectProduct } from '../../../../src/demo/shop/catalogue'

const [sextant, compass] = products

it('counts what is in it and adds up the price', () => {
  const cart = withProduct(withProduct(withProduct(undefined, sextant), sextant), compass ?? sextant)
  expect(countItems(cart)).toBe(3)
  expect(totalCents(cart)).toBe(2 * sextant.priceCents + (compass?.priceCents ?? 0))
})

it('holds one line for each product, at most nine of it, whatever is put in and taken out', () => {
  const move = fc.record({ isAdding: fc.boolean(), product: fc.constantFrom(...products) })
  fc.assert(
    fc.property(fc.array(move), moves => {
      let cart: Cart | undefined
      for (const { isAdding, product } of moves) {
        cart = isAdding ? withProduct(cart, product) : withoutProduct(cart, product.sku)
      }
      const skus = (cart?.items ?? []).map(item => item.sku)
      expect(new Set(skus).size).toBe(skus.length)
      expect((cart?.items ?? []).every(item => item.quantity >= 1 && item.quantity <= 9)).toBe(true)
    })
  )
})

it('finds no product under a name that is none', () => {
  for (const sku of ['', 'nope', '__proto__', undefined, ['brass-sextant']]) {
    expect(selectProduct(sku)).toBeNull()
  }
})

it('writes prices with cents and thousands', () => {
  expect([500, 68_900, 123_456_789].map(formatPrice)).toEqual(['€ 5.00', '€ 689.00', '€ 1,234,567.89'])
})

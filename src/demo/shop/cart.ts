import { CURRENCY, type Product } from './catalogue'

/** One line of a cart, as it is stored: prices in whole currency, as the lesson has them. */
export interface CartItem {
  readonly sku: string
  readonly title: string
  readonly price: number
  readonly quantity: number
}

/** What a session remembers of the shopping done with it. */
export interface Cart {
  readonly currency: string
  readonly items: readonly CartItem[]
}

const MOST_OF_ONE = 9

/** A cart with one more of a product; nine of one thing is the most, so that no cart grows without end. */
export function withProduct(cart: Cart | undefined, product: Product): Cart {
  const items = cart?.items ?? []
  const line: CartItem = {
    sku: product.sku,
    title: product.title,
    price: product.priceCents / 100,
    quantity: Math.min(MOST_OF_ONE, (items.find(item => item.sku === product.sku)?.quantity ?? 0) + 1)
  }
  const isIn = items.some(item => item.sku === product.sku)
  return {
    currency: CURRENCY,
    items: isIn ? items.map(item => (item.sku === product.sku ? line : item)) : [...items, line]
  }
}

/** A cart without a product, however many of it were in. */
export function withoutProduct(cart: Cart | undefined, sku: unknown): Cart {
  return { currency: CURRENCY, items: (cart?.items ?? []).filter(item => item.sku !== sku) }
}

/** How many things are in a cart. */
export function countItems(cart: Cart | undefined): number {
  return (cart?.items ?? []).reduce((sum, item) => sum + item.quantity, 0)
}

/** What a cart costs, in cents. */
export function totalCents(cart: Cart | undefined): number {
  return (cart?.items ?? []).reduce((sum, item) => sum + Math.round(item.price * 100) * item.quantity, 0)
}

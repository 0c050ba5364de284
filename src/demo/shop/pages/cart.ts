import { type Cart, totalCents } from '../cart'
import { formatPrice } from '../catalogue'
import { type Html, html } from '../html'
import { renderCsrfField } from './layout'

/** The cart: what is in it, what it costs, and how to take things out again. */
export function renderCart(cart: Cart | undefined, csrf: string): Html {
  if (cart === undefined || cart.items.length === 0) {
    return html`<h1>Cart</h1>
<p class="lead">There is nothing in your cart yet. <a href="/">See the products.</a></p>`
  }
  return html`<h1>Cart</h1>
<div class="panel"><table>
<thead><tr><th scope="col">Product</th><th scope="col" class="number">Price</th><th scope="col" class="number">Quantity</th><th scope="col"><span class="unseen">Remove</span></th></tr></thead>
<tbody>
${cart.items.map(
  item => html`<tr><td><a href="/products/${item.sku}">${item.title}</a></td>
<td class="number">${formatPrice(Math.round(item.price * 100))}</td><td class="number">${item.quantity}</td>
<td class="number"><form method="post" action="/cart/remove">${renderCsrfField(csrf)}<input type="hidden" name="sku" value="${item.sku}"><button class="link">Remove</button></form></td></tr>`
)}
</tbody>
<tfoot><tr><th scope="row">Total</th><td class="number">${formatPrice(totalCents(cart))}</td><td></td><td></td></tr></tfoot>
</table></div>`
}

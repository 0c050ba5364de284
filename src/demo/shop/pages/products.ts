import { formatPrice, type Product } from '../catalogue'
import { type Html, html, trusted } from '../html'
import { renderCsrfField } from './layout'

/** The front page: everything the shop sells. */
export function renderProducts(products: readonly Product[]): Html {
  return html`<h1>Instruments, rope and good books</h1>
<p class="lead">Everything one needs to leave harbour, and a bell to say so.</p>
<ul class="shelf">
${products.map(
  product => html`<li><a class="card" href="/products/${product.sku}">
<span class="art">${drawing(product)}</span>
<span class="name">${product.title}</span><span class="price">${formatPrice(product.priceCents)}</span>
</a></li>`
)}
</ul>`
}

/** One product, with the form that puts it into the cart. */
export function renderProduct(product: Product, csrf: string): Html {
  return html`<p class="trail"><a href="/">Products</a> / ${product.title}</p>
<article class="product">
<div class="art">${drawing(product)}</div>
<div>
<h1>${product.title}</h1>
<p class="price">${formatPrice(product.priceCents)}</p>
<p>${product.blurb}</p>
<form method="post" action="/cart">
${renderCsrfField(csrf)}
<input type="hidden" name="sku" value="${product.sku}">
<button class="main">Add to cart</button>
</form>
</div>
</article>`
}

function drawing(product: Product): Html {
  return html`<svg viewBox="0 0 96 96" aria-hidden="true">${trusted(product.art)}</svg>`
}

import { Router } from 'express'
import { products, selectProduct } from '../catalogue'
import { readLifetime } from '../lifetime'
import { renderProduct, renderProducts } from '../pages/products'
import { style } from '../pages/style'
import { hasSession, rememberPage, sendPage } from './respond'

/** The style sheet needs no session, so it is served before one is looked up. */
export function createStyleRoute(): Router {
  return Router().get('/shop.css', (_request, response) => {
    response.type('css').set('Cache-Control', 'max-age=3600').send(style)
  })
}

/** `GET /` and `GET /products/:sku`; a guest becomes a session by looking at a product. */
export function createCatalogueRoutes(): Router {
  const routes = Router()

  routes.get('/', (request, response) => {
    if (hasSession(request)) rememberPage(request)
    sendPage(request, response, 'Products', renderProducts(products))
  })

  routes.get('/products/:sku', (request, response, next) => {
    const product = selectProduct(request.params.sku)
    if (product === null) return next()
    const lifetimeMs = readLifetime(request.query.keep)
    if (lifetimeMs !== null) request.session.cookie.maxAge = lifetimeMs
    const csrf = rememberPage(request)
    sendPage(request, response, product.title, renderProduct(product, csrf))
  })

  return routes
}

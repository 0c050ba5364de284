import { Router } from 'express'
import { withoutProduct, withProduct } from '../cart'
import { selectProduct } from '../catalogue'
import { renderCart } from '../pages/cart'
import { saveSession } from '../session-data'
import { rememberPage, sendPage } from './respond'

/** `GET /cart`, `POST /cart` (field `sku`) and `POST /cart/remove` (field `sku`). */
export function createCartRoutes(): Router {
  const routes = Router()

  routes.get('/cart', (request, response) => {
    const csrf = rememberPage(request)
    sendPage(request, response, 'Cart', renderCart(request.session.cart, csrf))
  })

  routes.post('/cart', async (request, response, next) => {
    const product = selectProduct(request.body.sku)
    if (product === null) return next()
    request.session.cart = withProduct(request.session.cart, product)
    await saveSession(request.session)
    response.redirect(303, '/cart')
  })

  routes.post('/cart/remove', async (request, response) => {
    request.session.cart = withoutProduct(request.session.cart, request.body.sku)
    await saveSession(request.session)
    response.redirect(303, '/cart')
  })

  return routes
}

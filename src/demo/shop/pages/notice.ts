import { type Html, html } from '../html'
import { renderPage } from './layout'

/** A page that says one thing: what happened, and what to do about it. */
export function renderNotice(title: string, sentence: string): Html {
  return html`<div class="narrow"><h1>${title}</h1><p class="lead">${sentence}</p><p><a href="/">Back to the products</a></p></div>`
}

/** The same as a whole document for a visitor whose session could not be read, so nothing is known of them. */
export function renderBareNotice(title: string, sentence: string): string {
  return renderPage({ title, csrf: null, user: null, itemsInCart: 0 }, renderNotice(title, sentence))
}

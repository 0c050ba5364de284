import type { Account } from '../accounts'
import { CSRF_FIELD } from '../csrf'
import { type Html, html } from '../html'

/** What every page shows around its own content. */
export interface PageFrame {
  readonly title: string
  /** Null on pages that are shown without a session, such as an error. */
  readonly csrf: string | null
  readonly user: Account | null
  readonly itemsInCart: number
}

/**
 * Put a page's content into the shop's frame and make it a whole document.
 *
 * `<body data-user>` names who is signed in, empty for a guest: a script can tell without reading the page.
 */
export function renderPage(frame: PageFrame, content: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${frame.title} · Harbour &amp; Daughters</title>
<link rel="stylesheet" href="/shop.css">
</head>
<body data-user="${frame.user?.email ?? ''}">
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="brand" href="/"><svg viewBox="0 0 96 96" aria-hidden="true"><circle cx="48" cy="26" r="10"/><path d="M48 36v46M28 48h40M20 58c0 16 12 24 28 24s28-8 28-24"/></svg><span>Harbour &amp; Daughters</span></a>
<nav aria-label="Shop">
<a href="/">Products</a>
<a href="/cart">Cart${frame.itemsInCart > 0 ? html` <span class="count">${frame.itemsInCart}</span>` : null}</a>
${frame.user === null ? html`<a href="/login">Sign in</a>` : accountLinks(frame, frame.user)}
</nav>
</header>
<main id="content">
${content}
</main>
<footer>
<p>A demonstration shop: nothing is for sale and nothing is sent. It exists to put sessions into a database.</p>
</footer>
</body>
</html>
`.text
}

/** The hidden field that proves a form was written by this shop for this session. */
export function renderCsrfField(csrf: string | null): Html | null {
  return csrf === null ? null : html`<input type="hidden" name="${CSRF_FIELD}" value="${csrf}">`
}

function accountLinks(frame: PageFrame, user: Account): Html {
  return html`<a href="/account">${user.name}</a>
<form method="post" action="/logout">${renderCsrfField(frame.csrf)}<button class="link">Sign out</button></form>`
}

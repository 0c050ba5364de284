import { type Account, DEMO_PASSWORD } from '../accounts'
import { type Html, html } from '../html'
import { formatLifetime, lifetimeChoices } from '../lifetime'
import { renderCsrfField } from './layout'

/** What the sign-in page shows besides its form: what went wrong, and what was typed. */
export interface SignInPage {
  readonly csrf: string
  readonly email: string
  readonly problem: string | null
}

/** The sign-in page. */
export function renderSignIn(page: SignInPage): Html {
  return html`<div class="narrow">
<h1>Sign in</h1>
${page.problem === null ? null : html`<p class="problem" role="alert">${page.problem}</p>`}
<form class="panel stack" method="post" action="/login">
${renderCsrfField(page.csrf)}
<label>E-mail address <input name="email" type="email" autocomplete="username" required value="${page.email}"></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<label>Keep me signed in for ${lifetimeSelect('30m')}</label>
<button class="main">Sign in</button>
</form>
<p class="hint">Any e-mail address with any password will do: type your own and watch yourself appear. The demo
accounts, such as <b>ann@shop.io</b> and <b>mei.tanaka@shop.io</b>, have the password <b>${DEMO_PASSWORD}</b>.</p>
</div>`
}

/** What the account page shows: who it is, and how long this session is kept when nothing happens. */
export interface AccountPage {
  readonly csrf: string
  readonly user: Account
  readonly lifetimeMs: number
  readonly pageViews: number
}

/** The account page. */
export function renderAccount(page: AccountPage): Html {
  return html`<div class="narrow">
<h1>Hello, ${page.user.name}</h1>
<dl class="panel facts">
<dt>E-mail address</dt><dd>${page.user.email}</dd>
<dt>Role</dt><dd>${page.user.role}</dd>
<dt>Pages seen in this session</dt><dd>${page.pageViews}</dd>
<dt>Signed out after</dt><dd>${formatLifetime(page.lifetimeMs)} without a page</dd>
</dl>
<form class="panel row" method="post" action="/account/keep">
${renderCsrfField(page.csrf)}
<label>Keep me signed in for ${lifetimeSelect('30m')}</label><button>Change</button>
</form>
<p><a href="/account/statement">My statement</a>, which takes 8 s</p>
<div class="row">
<form method="post" action="/account/touch">${renderCsrfField(page.csrf)}<button>I am still here</button></form>
<form method="post" action="/logout">${renderCsrfField(page.csrf)}<button class="main">Sign out</button></form>
</div>
</div>`
}

/** What the slow page has to say in the end. */
export function renderStatement(user: Account): Html {
  return html`<div class="narrow">
<h1>Statement</h1>
<p class="panel">${user.name}, you owe us nothing. This page took its time, and saved your session only now: whoever signed you
out meanwhile sees you come back.</p>
</div>`
}

function lifetimeSelect(selected: string): Html {
  return html`<select name="keep">${lifetimeChoices.map(choice =>
    choice.value === selected
      ? html`<option value="${choice.value}" selected>${choice.label}</option>`
      : html`<option value="${choice.value}">${choice.label}</option>`
  )}</select>`
}

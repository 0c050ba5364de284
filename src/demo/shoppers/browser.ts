import { type Agent, type IncomingMessage, request } from 'node:http'
import { CookieJar } from './cookie-jar'

/** The shop did not answer, or answered that it cannot: worth another try later. */
export class ShopAwayError extends Error {
  constructor() {
    super('The shop does not answer.')
    this.name = 'ShopAwayError'
  }
}

/** What a simulated browser sees of a page. */
export interface Page {
  readonly status: number
  /** Who the page says is signed in; null for a guest. */
  readonly user: string | null
}

/** What all browsers of one machine share. */
export interface BrowserParts {
  readonly shopUrl: string
  readonly agent: Agent
  readonly userAgent: string
}

interface Answer {
  readonly status: number
  readonly location: string | undefined
  readonly body: string
}

const LONGEST_WAIT_MS = 15_000
const MOST_REDIRECTS = 3

/** One simulated browser: real requests, its own cookies, and the token of the page it last saw. */
export class Browser {
  private readonly jar = new CookieJar()
  private csrf = ''

  constructor(private readonly parts: BrowserParts) {}

  /** Open a page, following redirects. Rejects with `ShopAwayError`. */
  async open(path: string): Promise<Page> {
    return this.follow(await this.send('GET', path, null), path)
  }

  /** Send a form with the token of the last page, following redirects. Rejects with `ShopAwayError`. */
  async submit(path: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    const form = new URLSearchParams({ csrf: this.csrf, ...fields }).toString()
    return this.follow(await this.send('POST', path, form), path)
  }

  private async follow(first: Answer, path: string): Promise<Page> {
    let answer = first
    let isLeft = MOST_REDIRECTS
    let at = path
    while (answer.location !== undefined && isLeft > 0) {
      at = answer.location
      isLeft -= 1
      answer = await this.send('GET', at, null)
    }
    if (answer.status >= 500) throw new ShopAwayError()
    this.csrf = /name="csrf" value="([^"]*)"/.exec(answer.body)?.[1] ?? this.csrf
    return { status: answer.status, user: /<body data-user="([^"]+)"/.exec(answer.body)?.[1] ?? null }
  }

  private send(method: 'GET' | 'POST', path: string, form: string | null): Promise<Answer> {
    const cookie = this.jar.header(Date.now())
    const headers = {
      'User-Agent': this.parts.userAgent,
      Accept: 'text/html',
      ...(cookie === null ? {} : { Cookie: cookie }),
      ...(form === null
        ? {}
        : { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(form) })
    }
    const { agent, shopUrl } = this.parts
    return new Promise((resolve, reject) => {
      const fail = () => reject(new ShopAwayError())
      const options = { method, headers, agent, timeout: LONGEST_WAIT_MS }
      const sent = request(new URL(path, shopUrl), options, response => {
        readBody(response).then(body => {
          this.jar.store(response.headers['set-cookie'] ?? [], Date.now())
          resolve({ status: response.statusCode ?? 500, location: response.headers.location, body })
        }, fail)
      })
      sent.on('error', fail)
      sent.on('timeout', () => sent.destroy())
      sent.end(form ?? undefined)
    })
  }
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

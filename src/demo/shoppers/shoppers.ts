import { setMaxListeners } from 'node:events'
import { Agent } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { type Account, DEMO_PASSWORD } from '../shop/accounts'
import { DEFAULT_LIFETIME_MS, readLifetime } from '../shop/lifetime'
import { Browser, type Page, ShopAwayError } from './browser'
import { Crowd } from './crowd'
import { type Action, planEarlierVisit, planStep, planVisit, type Visit } from './plan'
import { between, type Random } from './random'
import { pickUserAgent } from './user-agents'

/** What shoppers need to know: where the shop is, how many to be, and how fast to walk. */
export interface ShoppersParts {
  readonly shopUrl: string
  readonly random: Random
  readonly size: number
  /** 1 is everyday; 2 reads pages in half the time. */
  readonly rate: number
  /** Hears of bugs; a shop that does not answer is none. */
  readonly report: (error: unknown) => void
}

/** Shoppers who have set out. */
export interface Shoppers {
  /** Settles when the first crowd is in. */
  readonly entered: Promise<void>
  /** How many sessions they believe to have in the database. */
  count(): number
  /** Their sessions are gone from the database: let new ones come. */
  forget(): void
  stop(): void
}

interface Shopper {
  readonly id: number
  readonly account: Account | null
  readonly browser: Browser
  visit: Visit
}

/** The crowd a shop has when it "opens" comes in this many abreast; more would only queue at the database. */
const DOORS = 8
const DOORKEEPER_MS = 800
const MOST_FAILURES = 6

/** Send shoppers to a shop until told to stop. */
export function createShoppers(parts: ShoppersParts): Shoppers {
  const crew = new Crew(parts)
  const entered = crew.enterAll().then(() => crew.keepComing())
  return {
    entered: entered.catch(crew.reportUnlessStopped),
    count: () => crew.crowd.count(),
    forget: () => crew.crowd.forget(),
    stop: () => crew.stop()
  }
}

class Crew {
  readonly crowd: Crowd
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 2 * DOORS })
  private readonly stopping = new AbortController()
  private doorkeeper: NodeJS.Timeout | null = null

  constructor(private readonly parts: ShoppersParts) {
    this.crowd = new Crowd(parts.size)
    // Every waiting shopper listens for the stop, hundreds at a time; Node would take more than ten for a leak.
    setMaxListeners(0, this.stopping.signal)
  }

  /** Fill the shop with those who have "been there for a while". */
  async enterAll(): Promise<void> {
    const enter = async () => {
      for (;;) {
        const shopper = this.arrive(planEarlierVisit)
        if (shopper === null || this.stopping.signal.aborted) return
        if (await this.takeStep(shopper)) this.letWalk(shopper, Math.floor(this.parts.random() * 12_000))
      }
    }
    await Promise.all(Array.from({ length: DOORS }, enter))
  }

  /** From now on somebody comes whenever there is room. */
  keepComing(): void {
    if (this.stopping.signal.aborted) return
    this.doorkeeper = setInterval(() => {
      this.crowd.lapse(Date.now())
      for (let places = between(this.parts.random, 1, 3); places > 0; places -= 1) {
        const shopper = this.arrive(planVisit)
        if (shopper !== null) this.letWalk(shopper, 0)
      }
    }, DOORKEEPER_MS / this.parts.rate)
  }

  stop(): void {
    if (this.doorkeeper !== null) clearInterval(this.doorkeeper)
    this.stopping.abort()
    this.agent.destroy()
  }

  /** Stopping ends every wait with an `AbortError`, which is no news. */
  readonly reportUnlessStopped = (error: unknown): void => {
    if (!this.stopping.signal.aborted) this.parts.report(error)
  }

  private arrive(plan: typeof planVisit): Shopper | null {
    const { random, shopUrl } = this.parts
    const arrival = this.crowd.arrive(random, Date.now() + DEFAULT_LIFETIME_MS)
    if (arrival === null) return null
    const userAgent = pickUserAgent(random, arrival.account)
    const browser = new Browser({ shopUrl, agent: this.agent, userAgent })
    return { ...arrival, browser, visit: plan(arrival.kind, random) }
  }

  private letWalk(shopper: Shopper, firstWaitMs: number): void {
    this.walk(shopper, firstWaitMs).catch(this.reportUnlessStopped)
  }

  private async walk(shopper: Shopper, firstWaitMs: number): Promise<void> {
    const { signal } = this.stopping
    let waitMs: number | null = firstWaitMs
    while (waitMs !== null && !signal.aborted) {
      await wait(waitMs / this.parts.rate, undefined, { signal })
      waitMs = await this.takeStep(shopper)
    }
  }

  /** Do the next thing; answers how long the shopper then reads, or null when the visit is over. */
  private async takeStep(shopper: Shopper, failures = 0): Promise<number | null> {
    const { action, next, waitMs } = planStep(shopper.visit, this.parts.random)
    if (action.kind === 'leave') return null
    try {
      const page = await act(shopper, action)
      if (action.kind === 'sign-out' || (shopper.visit.isSignedIn && isTurnedAway(page))) {
        this.crowd.leave(shopper.id)
        return null
      }
    } catch (error) {
      if (!(error instanceof ShopAwayError)) throw error
      return this.tryAgain(shopper, waitMs, failures + 1)
    }
    shopper.visit = next
    this.crowd.prolong(shopper.id, Date.now() + (readLifetime(next.keep) ?? DEFAULT_LIFETIME_MS))
    return waitMs
  }

  private async tryAgain(shopper: Shopper, waitMs: number, failures: number): Promise<number | null> {
    if (failures > MOST_FAILURES) {
      this.crowd.leave(shopper.id)
      return null
    }
    await wait(waitMs, undefined, { signal: this.stopping.signal })
    return this.takeStep(shopper, failures)
  }
}

/** Somebody ended this session from outside, or it lapsed: a shopper who finds themselves signed out goes home. */
function isTurnedAway(page: Page): boolean {
  return page.status === 403 || (page.status === 200 && page.user === null)
}

async function act({ browser, account }: Shopper, action: Exclude<Action, { kind: 'leave' }>): Promise<Page> {
  switch (action.kind) {
    case 'view-product':
      return browser.open(`/products/${action.sku}${action.keep === null ? '' : `?keep=${action.keep}`}`)
    case 'add-to-cart':
      return browser.submit('/cart', { sku: action.sku })
    case 'remove-from-cart':
      return browser.submit('/cart/remove', { sku: action.sku })
    case 'view-front':
      return browser.open('/')
    case 'view-cart':
      return browser.open('/cart')
    case 'view-account':
      return browser.open('/account')
    case 'stay':
      return browser.submit('/account/touch', {})
    case 'sign-in':
      await browser.open('/login')
      return browser.submit('/login', {
        email: account?.email ?? '',
        password: DEMO_PASSWORD,
        keep: action.keep
      })
    case 'sign-out':
      return browser.submit('/logout', {})
  }
}

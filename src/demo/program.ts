import { randomBytes } from 'node:crypto'
import ConnectionString from 'mongodb-connection-string-url'
import { type EmbeddedDatabase, startDatabase } from './embedded-database'
import { DemoFailure, databaseFailure, describeBug, portFailure, storeFailure } from './failure'
import type { DemoOptions } from './options'
import { tellParent } from './parent'
import { listen } from './shop/server'
import { createSessionStore, SESSIONS, type SessionStore } from './shop/session-store'
import { createShop } from './shop/shop'
import { createRandom } from './shoppers/random'
import { createShoppers, type Shoppers } from './shoppers/shoppers'

/** The demo while it runs; `stop` may be called at any moment, also while it is still starting. */
export interface Demo {
  /** Settles when the shop is open; rejects with a `DemoFailure`, or with a bug. */
  readonly started: Promise<void>
  stop(): Promise<void>
}

type Close = () => unknown

const DEFAULT_DATABASE = 'shop'
/** How often the keeper compares what is in the database with what the shoppers believe. */
const RECOUNT_MS = 10_000
/** Stopping politely takes well under a second; after this the database is killed instead. */
const PATIENCE_MS = 6_000

/** Start the database, the shop and its shoppers, in this order, telling the terminal and the parent as it goes. */
export function createDemo(options: DemoOptions): Demo {
  const closers = new Closers()
  const started = start(options, closers).catch(async error => {
    await closers.closeAll()
    throw error
  })
  return { started, stop: () => closers.closeAll() }
}

async function start(options: DemoOptions, closers: Closers): Promise<void> {
  const uri = options.uri ?? (await openDatabase(options, closers)).uri
  const database = databaseIn(uri)
  say('Connecting the session store …')
  const onAnswer = createAnswerWatch(() => closers.isClosing())
  const store = await createSessionStore({ library: options.store, uri, database, onAnswer }).catch(error => {
    throw storeFailure(error)
  })
  await closers.add(() => store.close())
  say('Opening the shop …')
  const report = (error: unknown) => console.error(describeBug(error))
  const shop = createShop({
    store: store.forExpress,
    secret: randomBytes(32).toString('hex'),
    isLoginVulnerable: options.isLoginVulnerable,
    report
  })
  const server = await listen(shop, options.port).catch(error => {
    throw portFailure(error, options.port)
  })
  await closers.add(() => server.close())
  await announce(server.url, uri, `${database}.${SESSIONS}`)
  if (options.isLoginVulnerable) console.log('Signing in keeps the session id: Sextant should say so.')
  if (options.shoppers === 0) return
  console.log(`Shoppers are coming: about ${options.shoppers} sessions, seed ${options.seed}.`)
  const random = createRandom(options.seed)
  const shoppers = createShoppers({
    shopUrl: server.url,
    random,
    size: options.shoppers,
    rate: options.rate,
    report
  })
  await closers.add(() => shoppers.stop())
  const keeper = setInterval(() => void recount(store, shoppers).catch(ignore), RECOUNT_MS)
  await closers.add(() => clearInterval(keeper))
}

async function openDatabase(options: DemoOptions, closers: Closers): Promise<EmbeddedDatabase> {
  say('Starting the embedded database …')
  const database = await startDatabase({ isStandalone: options.isStandalone }).catch(error => {
    throw databaseFailure(error)
  })
  await closers.add(async () => {
    const deadline = setTimeout(() => database.kill(), PATIENCE_MS)
    await database.stop()
    clearTimeout(deadline)
  })
  return database
}

/** The database the connection string names, as the driver would read it, unless it is one of the server's own. */
function databaseIn(uri: string): string {
  try {
    const named = decodeURIComponent(new ConnectionString(uri).pathname.slice(1))
    return ['', 'admin', 'local', 'config'].includes(named) ? DEFAULT_DATABASE : named
  } catch (error) {
    throw storeFailure(error)
  }
}

async function announce(shopUrl: string, uri: string, ns: string): Promise<void> {
  console.log(`
The shop is open:  ${shopUrl}
Sign in as         any e-mail address with any password, or ann@shop.io with “demo”
Watch it at        ${new ConnectionString(uri).redact().toString()}
                   namespace ${ns}
`)
  await tellParent({ kind: 'ready', shopUrl, uri, ns })
}

/**
 * Where most sessions have vanished (a database in memory was started again, somebody dropped the collection), the
 * index that deletes expired ones may have gone too, and the shop should fill again.
 */
async function recount(store: SessionStore, shoppers: Shoppers): Promise<void> {
  const believed = shoppers.count()
  const isVanished = (await store.count()) < believed / 2 - 10
  if (!isVanished) return
  await store.keepIndex()
  shoppers.forget()
}

/** Say once when the database stops answering, and once when it is back. */
function createAnswerWatch(isClosing: () => boolean): (isAnswering: boolean) => void {
  let wasAnswering = true
  return isAnswering => {
    if (isAnswering === wasAnswering || isClosing()) return
    wasAnswering = isAnswering
    console.log(
      isAnswering
        ? 'The database is back.'
        : 'The database does not answer. The shop says so to visitors, and goes on when it is back.'
    )
  }
}

function say(text: string): void {
  console.log(text)
  void tellParent({ kind: 'step', text })
}

/** What has been opened so far, closed in the opposite order, once. */
class Closers {
  private readonly open: Close[] = []
  private closing: Promise<void> | null = null

  /** Remember how to close something; when everything is being closed already, close it and go no further. */
  async add(close: Close): Promise<void> {
    if (this.closing === null) {
      this.open.push(close)
      return
    }
    await close()
    throw new DemoFailure('The demo was stopped while it was starting.', 'Start it again.')
  }

  isClosing(): boolean {
    return this.closing !== null
  }

  closeAll(): Promise<void> {
    this.closing ??= this.closeInTurn()
    return this.closing
  }

  private async closeInTurn(): Promise<void> {
    for (const close of this.open.reverse()) {
      try {
        await close()
      } catch {
        // What will not close must not keep the rest open: the database behind it is a process of its own.
      }
    }
  }
}

function ignore(): void {}

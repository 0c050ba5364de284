import { Command, InvalidArgumentError, Option } from 'commander'
import { type StoreLibrary, storeLibraries } from './shop/session-store'
import { DEFAULT_SHOPPERS } from './shoppers/crowd'

/** What the demo was asked for on its command line. */
export interface DemoOptions {
  /** Null starts the embedded database. */
  readonly uri: string | null
  /** 0 lets the system choose. */
  readonly port: number
  readonly store: StoreLibrary
  readonly isStandalone: boolean
  /** Signing in keeps the guest's session id: what Sextant should find. */
  readonly isLoginVulnerable: boolean
  readonly seed: number
  /** About how many sessions to keep alive; 0 for an empty shop. */
  readonly shoppers: number
  readonly rate: number
}

interface Parsed {
  readonly uri?: string
  readonly port: number
  readonly store: StoreLibrary
  readonly standalone?: boolean
  readonly vulnerableLogin?: boolean
  readonly seed: number
  readonly shoppers: number
  readonly quiet?: boolean
  readonly rate: number
}

/**
 * Read the command line, without the program's own name.
 *
 * Errors: throws commander's `CommanderError` after it has printed what is wrong, or the help that was asked for.
 */
export function readOptions(args: readonly string[], randomSeed: number): DemoOptions {
  const command = new Command('demo')
    .description('A small shop with its sessions in MongoDB, and shoppers in it, for Sextant to look at.')
    .option('--uri <uri>', 'put the sessions into this MongoDB server instead of starting one')
    .option('--port <port>', 'port of the shop on 127.0.0.1; 0 takes a free one', wholeNumber(0, 65_535), 0)
    .addOption(
      new Option('--store <library>', 'who writes the sessions')
        .choices(storeLibraries)
        .default('connect-mongodb-session')
    )
    .addOption(new Option('--standalone', 'no replica set, so no change streams').conflicts('uri'))
    .option('--vulnerable-login', 'signing in keeps the session id, for Sextant to find')
    .option('--seed <n>', 'repeat the shoppers of an earlier run', wholeNumber(0, 4_294_967_295), randomSeed)
    .option(
      '--shoppers <n>',
      'about how many sessions to keep alive',
      wholeNumber(0, 5_000),
      DEFAULT_SHOPPERS
    )
    .option('--quiet', 'no shoppers: the same as --shoppers 0')
    .option('--rate <n>', 'how fast shoppers turn pages; 2 is twice as fast', positiveNumber, 1)
    .allowExcessArguments(false)
    .exitOverride()
  // Electron's own binary is recognised by commander and would count the script as an argument: hence `user`.
  const parsed = command.parse([...args], { from: 'user' }).opts<Parsed>()
  return {
    uri: parsed.uri ?? null,
    port: parsed.port,
    store: parsed.store,
    isStandalone: parsed.standalone === true,
    isLoginVulnerable: parsed.vulnerableLogin === true,
    seed: parsed.seed,
    shoppers: parsed.quiet === true ? 0 : parsed.shoppers,
    rate: parsed.rate
  }
}

function wholeNumber(low: number, high: number): (text: string) => number {
  return text => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= low && value <= high) return value
    throw new InvalidArgumentError(`It must be a whole number from ${low} to ${high}.`)
  }
}

function positiveNumber(text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value >= 0.01 && value <= 100) return value
  throw new InvalidArgumentError('It must be a number from 0.01 to 100.')
}

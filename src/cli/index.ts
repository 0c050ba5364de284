import { webcrypto } from 'node:crypto'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { version } from '../../package.json'
import { activityFacets } from '../shared/domain/activity'
import { type AlertSettings, alertRules } from '../shared/domain/alerts'
import { severities } from '../shared/domain/finding'
import { MAX_USER_PATHS } from '../shared/domain/identity'
import { feedModes, formatIds, MIRROR_AT_MOST } from '../shared/domain/store'
import { alertHelp, withAlert } from './alert-lines'
import { exitCodes } from './exit-codes'
import { lint } from './lint'
import { users } from './users'
import { events, watch } from './watch'
import { why } from './why'

globalThis.crypto ??= webcrypto as typeof globalThis.crypto

/** A whole number of sessions. */
function countOf(text: string): number {
  if (!/^\d{1,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number of sessions, 0 or more.')
  return Number(text)
}

/** One more path, in the order in which they were given. */
function userPathsWith(text: string, paths: readonly string[] = []): readonly string[] {
  if (text.trim() === '' || text.length > 500) throw new InvalidArgumentError('Give a path: account.mail')
  if (paths.length >= MAX_USER_PATHS) throw new InvalidArgumentError(`Give at most ${MAX_USER_PATHS} paths.`)
  return [...paths, text]
}

/** One more alert, on top of those given before. */
function alertsWith(text: string, settings?: AlertSettings): AlertSettings {
  const next = withAlert(text, settings)
  if (next === null) throw new InvalidArgumentError(alertHelp)
  return next
}

/** What every command takes that follows a store: how, and what of it. */
function onStore(command: Command): Command {
  return readingStore(command)
    .addOption(
      new Option('--feed <mode>', 'how changes are learnt').choices(['auto', ...feedModes]).default('auto')
    )
    .addOption(
      new Option('--mirror-at-most <count>', 'a store of more sessions is counted by the database')
        .argParser(countOf)
        .default(MIRROR_AT_MOST)
    )
}

/** What every command takes: which store, and how to read it. */
function readingStore(command: Command): Command {
  return command
    .addOption(new Option('--uri <uri>', 'connection string').env('SEXTANT_URI').makeOptionMandatory())
    .option('--ns <database.collection>', 'the store; found by itself when there is only one')
    .addOption(
      new Option('--format <format>', 'which library wrote it')
        .choices(['auto', ...formatIds])
        .default('auto')
    )
    .option(
      '--secret-env <name>',
      'environment variable that holds the app’s secret, to open sealed sessions'
    )
    .option('--map-expiry <path>', 'path of the expiry, for a store of your own')
    .option('--map-payload <path>', 'path of the payload, for a store of your own')
    .option('--map-user <path>', 'path of the user inside the payload, for a store of your own')
    .addOption(
      new Option(
        '--user-path <path>',
        'where the user is inside the payload; may be given several times'
      ).argParser(userPathsWith)
    )
}

/** What takes only some of its sessions. */
function onSessions(command: Command): Command {
  return onStore(command).option(
    '--filter <text>',
    'as in the window: user:ann, expires<5m, cart.items>3, -state:guest',
    ''
  )
}

/** The words of the terminal command, as commander hands them over. */
function buildProgram(done: (code: number) => void): Command {
  const program = new Command('sextant')
    .description('See who is signed in, right now: a live view of a MongoDB session store.')
    .version(version)
    .exitOverride()
    .showHelpAfterError()
  onSessions(program.command('watch'))
    .description('Watch a session store: a live table, or with --json one JSON object a line.')
    .option('--json', 'one JSON object a line: store, view, then events and changes of the feed', false)
    .option('--once', 'print one snapshot and end', false)
    .addOption(
      new Option(
        '--alert <rule[=threshold]>',
        `tell when it is raised, and over: ${alertRules.join(', ')}; may be given several times`
      ).argParser(alertsWith)
    )
    .action(async (options: unknown) => done(await watch(options)))
  onSessions(program.command('users'))
    .description('List who is signed in, once: sessions, first and last seen, and what expires next.')
    .option('--json', 'one JSON object a line and user', false)
    .action(async (options: unknown) => done(await users(options)))
  onSessions(program.command('events'))
    .description('Tell what happens in a session store, a line each: who signs in and out, what is written.')
    .option('--json', 'one JSON object a line', false)
    .addOption(
      new Option('--kind <kind>', 'one kind of event, or with “ended” every ending, whatever its kind')
        .choices(activityFacets)
        .default('all')
    )
    .action(async (options: unknown) => done(await events(options)))
  onStore(program.command('why'))
    .description('Say why somebody is not signed in, or until when: of a cookie, a session id or a user.')
    .argument('<question>', 'Cookie or Set-Cookie header, value, id or user; “-” reads it from stdin')
    .option('--json', 'the answer as one JSON object', false)
    .option(
      '--secret-file <file>',
      'file with the app’s secret, to check the signature (or put it into SEXTANT_SECRET)'
    )
    .option('--url <address>', 'address of the site: whether a Secure cookie gets there')
    .action(async (question: string, options: unknown) => done(await why(question, options)))
  readingStore(program.command('lint'))
    .description('Say what is wrong with a session store, and what mends it: ends with 1 where it is bad.')
    .option('--json', 'one JSON object: grade, findings, and what was read', false)
    .option('--sarif', 'SARIF 2.1.0, for code hosts', false)
    .addOption(
      new Option('--fail-on <severity>', 'end with 1 from this severity on')
        .choices(severities)
        .default('warning')
    )
    .addOption(
      new Option('--ignore <rule>', 'leave a rule out, by its id; may be given several times').argParser(
        (id: string, ids: readonly string[] = []) => [...ids, id]
      )
    )
    .action(async (options: unknown) => done(await lint(options)))
  return program
}

async function main(): Promise<void> {
  // A reader that goes away (`| head -3`) is the end of the work, not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  let code: number = exitCodes.ok
  const program = buildProgram(next => {
    code = next
  })
  try {
    await program.parseAsync(process.argv)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    code = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  }
  process.exit(code)
}

void main()

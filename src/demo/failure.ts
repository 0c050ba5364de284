import { redactConnectionString } from 'mongodb-connection-string-url'

/** Why the demo did not start, as a sentence and a next step; neither holds a password or a session id. */
export class DemoFailure extends Error {
  constructor(
    message: string,
    readonly hint: string
  ) {
    super(message)
    this.name = 'DemoFailure'
  }
}

/** Say why the embedded database did not start. */
export function databaseFailure(error: unknown): DemoFailure {
  return new DemoFailure(
    `The embedded database did not start: ${sayError(error)}`,
    'Name a MongoDB server of your own with --uri.'
  )
}

/** Say why the session store could not be connected. */
export function storeFailure(error: unknown): DemoFailure {
  return new DemoFailure(
    `The shop cannot keep its sessions in this database: ${sayError(error)}`,
    'Check that the server runs, that the connection string names it, and that its user may write.'
  )
}

/** Say why the shop could not open its port. */
export function portFailure(error: unknown, port: number): DemoFailure {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  const message = isTaken
    ? `Port ${port} is taken.`
    : `The shop cannot listen on port ${port}: ${sayError(error)}`
  return new DemoFailure(message, 'Choose another with --port, or leave it out to take a free one.')
}

/**
 * Describe a bug for the log: its name and where it happened. The message stays out, because the session libraries
 * put session ids, and whole sessions, into theirs.
 */
export function describeBug(error: unknown): string {
  if (!(error instanceof Error)) return 'Something that is not an Error was thrown.'
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  return [error.name, ...frames].join('\n')
}

function sayError(error: unknown): string {
  return error instanceof Error ? redactConnectionString(error.message) : 'for no reason it gave.'
}

import log from 'electron-log/node'
import { redact } from 'mongodb-redact'

/** Where main writes what happened: one JSON line per event, with credentials taken out. */
export interface Log {
  info(what: string, fields?: Readonly<Record<string, unknown>>): void
  error(what: string, error: unknown): void
  readonly file: string
}

/** What an error leaves in the log: its kind, text and stack, redacted, with its causes. */
function explain(error: unknown): unknown {
  if (!(error instanceof Error)) return redact(String(error))
  return {
    name: error.name,
    message: redact(error.message),
    stack: redact(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: explain(error.cause) })
  }
}

/** A log in `folder`. Past `maxBytes` it becomes `sextant.old.log`, in place of the one before, and begins anew. */
export function createLog(folder: string, maxBytes = 1_000_000): Log {
  const file = `${folder}/sextant.log`
  log.transports.console.level = false
  log.transports.file.level = 'info'
  log.transports.file.maxSize = maxBytes
  log.transports.file.resolvePathFn = () => file
  log.transports.file.format = '{text}'
  const write = (level: 'info' | 'error', what: string, fields: object) =>
    log[level](JSON.stringify({ at: new Date().toISOString(), level, what, ...fields }))
  return {
    file,
    info: (what, fields = {}) => write('info', what, fields),
    error: (what, error) => write('error', what, { error: explain(error) })
  }
}

import type { TroubleText } from './trouble-text'

/** How programs that are not MongoDB begin what they say. */
const beginnings: readonly (readonly [RegExp, string])[] = [
  [/^HTTP/, 'A web server (HTTP)'],
  [/^(\+PONG|-ERR|-NOA|-DEN|-LOA|-MIS)/, 'Redis'],
  [/^SSH-/, 'An SSH server'],
  [/^220[ -]/, 'A mail or file server'],
  [/mysql_native_password|caching_sha2_password|mariadb/i, 'MySQL or MariaDB'],
  [/^\* OK/, 'A mail server']
]

/** The program that says this; null for one that is not known. At least four bytes are needed. */
export function programOf(said: Buffer): string | null {
  const text = said.toString('latin1')
  return beginnings.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

/** The first four bytes that somebody said, which the driver took for the length of a message. */
export function programOfSize(error: string): string | null {
  const size = Number(/Invalid message size: (-?\d+)/i.exec(error)?.[1])
  if (!Number.isInteger(size)) return null
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(size | 0)
  return programOf(bytes)
}

/** Another program than MongoDB answers there. */
export function programText(program: string, hosts: string): TroubleText {
  return {
    message: `${program} answers at ${hosts}, not MongoDB.`,
    hint: 'Check host and port: MongoDB listens on 27017 unless it was told otherwise.'
  }
}

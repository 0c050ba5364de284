import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { SessionData } from 'express-session'
import { connect } from '../../src/monitor/connection'
import { checkOnce } from '../../src/monitor/health/check-once'
import { reportOf } from '../../src/monitor/health/report'
import { rules } from '../../src/monitor/health/rules'
import type { HealthReport } from '../../src/shared/domain/finding'
import { automaticAsk } from '../../src/shared/domain/store'
import { type AppOptions, openLibrary } from './stores'

const HALF_HOUR_MS = 1_800_000

/** What a session is to be like, beyond a sound one. */
export interface Written {
  readonly cookie?: Readonly<Record<string, unknown>>
  readonly expiresInMs?: number
  readonly data?: Readonly<Record<string, unknown>>
  readonly id?: string
}

/** Has the real library write sessions with its own `set`; each is signed in and sound but for what is said. */
export async function writeWith(app: AppOptions, sessions: readonly Written[]): Promise<void> {
  const { store, close } = await openLibrary(app)
  const set = promisify(store.set.bind(store)) as (id: string, session: SessionData) => Promise<void>
  for (const { cookie, expiresInMs = HALF_HOUR_MS, data, id } of sessions) {
    const session = {
      cookie: {
        originalMaxAge: expiresInMs > 0 ? expiresInMs : HALF_HOUR_MS,
        expires: new Date(Date.now() + expiresInMs),
        httpOnly: true,
        secure: true,
        sameSite: 'lax',
        path: '/',
        ...cookie
      },
      ...(data ?? { user: { email: 'ann@shop.io' } })
    }
    await set(id ?? randomBytes(24).toString('base64url'), session as unknown as SessionData)
  }
  await close()
}

/** As many alike. */
export const times = (count: number, written: Written): readonly Written[] =>
  Array.from({ length: count }, () => written)

/** Checks a store as `sextant lint` does. `isRemote`: by a host name that is not this computer's. */
export async function healthOf(uri: string, ns: string, isRemote = true): Promise<HealthReport> {
  const { port } = new URL(uri)
  const connection = await connect(
    isRemote
      ? {
          uri: `mongodb://db.shop.test:${port}/?directConnection=true`,
          isReadOnly: true,
          lookup: toThisComputer
        }
      : { uri, isReadOnly: true }
  )
  try {
    return reportOf(await checkOnce(connection, automaticAsk(ns)), rules, 0)
  } finally {
    await connection.close()
  }
}

/** The rules that found something, in the order of the report. */
export const found = (report: HealthReport) => report.findings.map(finding => finding.rule)

const toThisComputer: NonNullable<Parameters<typeof connect>[0]['lookup']> = (_host, options, done) => {
  if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }])
  else done(null, '127.0.0.1', 4)
}

import { connect } from '../../../src/monitor/connection'
import { openStore } from '../../../src/monitor/store'
import type { Fault } from '../../../src/shared/fault'
import { faultIn } from '../fault-in'
import { anAsk } from '../store-at'
import { CANARY, connecting, type TroubleCase } from './trouble-case'

const PASSWORD = `${CANARY}/@:`

const uriOf = (port: number, rest: string, password = PASSWORD) =>
  `mongodb://reader:${encodeURIComponent(password)}@127.0.0.1:${port}/${rest}`

async function opening(uri: string, ns: string): Promise<Fault> {
  const connection = await connect({ uri, isReadOnly: true })
  return faultIn(openStore(connection, anAsk(ns)), [PASSWORD]).finally(() => connection.close())
}

/** The users that these cases want: `reader` reads `shop`, and was made in `admin`; `local` was made in `shop`. */
export const signInUsers = [
  { source: 'admin', user: 'reader', pwd: PASSWORD, roles: [{ role: 'read', db: 'shop' }] },
  { source: 'shop', user: 'local', pwd: PASSWORD, roles: [{ role: 'read', db: 'shop' }] }
]

/** Users and rights, on a server at `port()` that asks for them. */
export const signInTroubles = (port: () => number): readonly TroubleCase[] => [
  {
    what: 'a wrong password',
    make: () => connecting(uriOf(port(), 'shop?authSource=admin', 'wrong')),
    says: /does not accept the password of user “reader”/,
    hint: /made in database “admin”/,
    code: 'wrong-password'
  },
  {
    what: 'a user who was made in another database',
    make: () => connecting(uriOf(port(), 'shop')),
    says: /User “reader” was made in database “admin”, but the connection string has it looked up in “shop”/,
    hint: /authSource=admin/,
    code: 'wrong-password',
    mend: { authSource: 'admin' }
  },
  {
    what: 'a missing right',
    make: () => opening(uriOf(port(), '?authSource=admin'), 'other.sessions'),
    says: /User “reader” may not read other\.sessions: the right to “\w+” is missing/,
    hint: /db\.getSiblingDB\("admin"\)\.grantRolesToUser\("reader", \[\{ role: "read", db: "other" \}\]\)/,
    code: 'no-rights'
  },
  {
    what: 'no user where one is wanted',
    make: () => opening(`mongodb://127.0.0.1:${port()}/`, 'shop.sessions'),
    says: /wants a user name and a password/,
    hint: /mongodb:\/\/user:password@host/,
    code: 'no-rights'
  }
]

import { authSourceOf, credentialsOf, hostsOf } from '../uri'
import type { TroubleText } from './trouble-text'

/** The server takes the user or the password for wrong; it does not tell which. */
export function passwordText(uri: string): TroubleText {
  const { user } = credentialsOf(uri)
  return {
    message: `${hostsOf(uri).join(', ')} does not accept the password of user “${user}”.`,
    hint: `Check user name and password, and that the user was made in database “${authSourceOf(uri)}” (option authSource).`
  }
}

/** The same user and password are right in another database: that was tried. */
export function otherSourceText(uri: string, source: string): TroubleText {
  const { user } = credentialsOf(uri)
  return {
    message: `User “${user}” was made in database “${source}”, but the connection string has it looked up in “${authSourceOf(uri)}”.`,
    hint: `Add authSource=${source} to the connection string.`,
    mend: { label: `Retry with authSource=${source}`, options: { authSource: source } }
  }
}

/** The role that has the right to a command; `read` for all that a session store is read with. */
const roles: Readonly<Record<string, string>> = {
  serverStatus: 'clusterMonitor',
  listDatabases: 'clusterMonitor',
  insert: 'readWrite',
  update: 'readWrite',
  delete: 'readWrite',
  remove: 'readWrite',
  findAndModify: 'readWrite',
  createIndexes: 'dbAdmin',
  createIndex: 'dbAdmin',
  collMod: 'dbAdmin'
}

/** Names the missing right, and the line that an administrator runs to give it. */
export function rightsText(uri: string, ns: string | null, all: string): TroubleText {
  const { user } = credentialsOf(uri)
  if (user === '') {
    return {
      message: 'This server wants a user name and a password.',
      hint: 'Put them into the connection string: mongodb://user:password@host/database'
    }
  }
  const right = rightIn(all)
  const role = roles[right] ?? 'read'
  const db = role === 'clusterMonitor' ? 'admin' : (ns?.split('.', 1)[0] ?? databaseIn(all) ?? 'database')
  const grant = `db.getSiblingDB(${JSON.stringify(authSourceOf(uri))}).grantRolesToUser(${JSON.stringify(user)}, [{ role: ${JSON.stringify(role)}, db: ${JSON.stringify(db)} }])`
  const verb = role === 'read' || role === 'clusterMonitor' ? 'read' : 'change'
  return {
    message: `User “${user}” may not ${verb} ${ns ?? 'this server'}: the right to “${right}” is missing.`,
    hint: `An administrator gives it with: ${grant}`
  }
}

/** MongoDB says the command, others the action. */
function rightIn(all: string): string {
  if (/\$changeStream/.test(all)) return 'changeStream'
  const command = /execute command \{ ?"?(\w+)/.exec(all)?.[1] ?? /action: (\w+)/.exec(all)?.[1]
  return command === undefined || ['aggregate', 'count', 'getMore', 'explain'].includes(command)
    ? 'find'
    : command
}

const databaseIn = (all: string) => /not authorized on ([^\s]+) to execute/.exec(all)?.[1] ?? null

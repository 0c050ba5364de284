import { startWireServer } from '../wire-server'
import { at, connecting, SOON, type TroubleCase } from './trouble-case'

const primary = { isWritablePrimary: true, helloOk: true }
const member = { isWritablePrimary: false, secondary: false, helloOk: true, setName: 'rs0', setVersion: 1 }
/** By the direct way, as somebody does who has just one host in mind. */
const DIRECT = 'directConnection=true'
/** What only servers of long ago said, whose storage engine was called MMAPv1. */
const noTransactionNumbers = {
  ok: 0,
  code: 20,
  codeName: 'IllegalOperation',
  errmsg: 'Transaction numbers are only allowed on a replica set member or mongos'
}

const memberTroubles: readonly TroubleCase[] = [
  {
    what: 'an arbiter',
    make: () =>
      at(
        startWireServer(() => ({ hello: { ...member, arbiterOnly: true } })),
        DIRECT
      ),
    says: /127\.0\.0\.1:\d+ is an arbiter of replica set “rs0”/,
    hint: /holds data/
  },
  {
    what: 'a member that recovers',
    make: () =>
      at(
        startWireServer(() => ({ hello: member })),
        DIRECT
      ),
    says: /is a member of replica set “rs0” that cannot be read from now/,
    hint: /another member/
  },
  {
    what: 'a set that was never set up',
    make: () =>
      at(
        startWireServer(() => ({ hello: { helloOk: true, isreplicaset: true } })),
        DIRECT
      ),
    says: /started for a replica set that was never set up/,
    hint: /rs\.initiate/
  },
  {
    what: 'a read-only member whose primary is away',
    make: () =>
      at(
        startWireServer(port => ({
          hello: {
            ...member,
            secondary: true,
            me: `127.0.0.1:${port}`,
            hosts: [`127.0.0.1:${port}`, '127.0.0.1:1'],
            primary: '127.0.0.1:1'
          }
        })),
        'replicaSet=rs0'
      ),
    says: /127\.0\.0\.1:\d+ is a read-only member \(secondary\) of replica set “rs0”/,
    hint: /readPreference/,
    mend: { readPreference: 'secondaryPreferred' }
  },
  {
    what: 'a member that refuses what only the primary does',
    make: () =>
      at(
        startWireServer(() => ({
          hello: { ...member, secondary: true },
          commands: {
            buildInfo: { ok: 0, code: 10_107, codeName: 'NotWritablePrimary', errmsg: 'not primary' }
          }
        })),
        DIRECT
      ),
    says: /is a read-only member of its replica set, and does not do/,
    hint: /Name the primary/
  }
]

/** Servers that are of another kind than the connection string has in mind. `setUri` is a set of one. */
export const serverTroubles = (setUri: string): readonly TroubleCase[] => [
  ...memberTroubles,
  {
    what: 'retryWrites against an old storage engine',
    make: () =>
      at(
        startWireServer(() => ({ hello: primary, commands: { buildInfo: noTransactionNumbers } })),
        'retryWrites=true'
      ),
    says: /cannot do retryWrites=true/,
    hint: /retryWrites=false/,
    mend: { retryWrites: 'false' }
  },
  {
    what: 'a server that is too old for the driver',
    make: () => at(startWireServer(() => ({ hello: { ismaster: true, maxWireVersion: 6 } }))),
    says: /127\.0\.0\.1:\d+ runs MongoDB 3\.6, which is too old for Sextant/,
    hint: /MongoDB 4\.4 or newer/
  },
  {
    what: 'a replica set of another name',
    make: () => connecting(setUri.replace(/\?.*/, `?replicaSet=other&${SOON}`)),
    says: /is not a member of replica set “other”: its set is called “\w+”/,
    hint: /replicaSet=\w+/
  },
  {
    what: 'no replica set where one is named',
    make: () =>
      at(
        startWireServer(() => ({ hello: primary })),
        'replicaSet=other'
      ),
    says: /is not a member of replica set “other”, nor of any other/,
    hint: /out of the connection string/,
    mend: { replicaSet: null }
  },
  {
    what: 'members whose names are known only inside a container',
    make: () =>
      at(
        startWireServer(() => ({
          hello: {
            ...primary,
            setName: 'rs0',
            setVersion: 1,
            me: 'mongo-1.invalid:27017',
            hosts: ['mongo-1.invalid:27017'],
            primary: 'mongo-1.invalid:27017'
          }
        })),
        'replicaSet=rs0'
      ),
    says: /“rs0” sends to mongo-1\.invalid:27017, names that this computer does not know, as those of containers/,
    hint: /directConnection=true/,
    mend: { directConnection: 'true' }
  }
]

import type { TroubleText } from './trouble-text'

/** What a server says of itself, as far as it matters to whether it can be read from. */
export interface Member {
  readonly address: string
  /** As the driver names them. */
  readonly type: string
  readonly setName: string | null
}

/** From its answer to `hello`. */
export function memberOf(address: string, hello: Readonly<Record<string, unknown>>): Member {
  const setName = typeof hello.setName === 'string' ? hello.setName : null
  if (setName !== null) return { address, type: typeInSet(hello), setName }
  const type = hello.isreplicaset === true ? 'RSGhost' : hello.msg === 'isdbgrid' ? 'Mongos' : 'Standalone'
  return { address, type, setName }
}

function typeInSet(hello: Readonly<Record<string, unknown>>): string {
  if (hello.arbiterOnly === true) return 'RSArbiter'
  if (hello.isWritablePrimary === true || hello.ismaster === true) return 'RSPrimary'
  return hello.secondary === true && hello.hidden !== true ? 'RSSecondary' : 'RSOther'
}

/** A member of a replica set that has no data to read; null for one that has, and for what is no member. */
export function memberText({ address, type, setName }: Member): TroubleText | null {
  const set = setName === null ? 'its replica set' : `replica set “${setName}”`
  if (type === 'RSArbiter') {
    return {
      message: `${address} is an arbiter of ${set}: it votes, but keeps no data.`,
      hint: 'Name a member that holds data, without directConnection=true.'
    }
  }
  if (type === 'RSOther') {
    return {
      message: `${address} is a member of ${set} that cannot be read from now: it is starting, recovering or hidden.`,
      hint: 'Name another member of the set, without directConnection=true.'
    }
  }
  if (type === 'RSGhost') {
    return {
      message: `${address} was started for a replica set that was never set up.`,
      hint: 'Run rs.initiate() on it once, with mongosh.'
    }
  }
  return null
}

/** Only members that take no writes were reached. */
export function secondaryText(secondaries: readonly Member[]): TroubleText {
  const set = secondaries[0]?.setName ?? ''
  return {
    message: `${secondaries.map(s => s.address).join(', ')} is a read-only member (secondary) of replica set “${set}”, and its primary cannot be reached.`,
    hint: 'Add readPreference=secondaryPreferred to the connection string to read from a secondary.',
    mend: {
      label: 'Retry with readPreference=secondaryPreferred',
      options: { readPreference: 'secondaryPreferred' }
    }
  }
}

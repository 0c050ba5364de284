import type { MongoServerSelectionError, ServerDescription, TopologyDescription } from 'mongodb'
import { hostsOf, optionOf } from '../uri'
import { chainOf, type Named, textOf } from './error-chain'
import { type Member, memberText, secondaryText } from './member-text'
import { networkText } from './network-text'
import type { TroubleText } from './trouble-text'

/** Why none of the servers could be chosen. `seen` is what servers said of themselves on the way, by address. */
export function selectionText(
  error: MongoServerSelectionError,
  uri: string,
  seen: ReadonlyMap<string, Member>
): TroubleText {
  const topology = error.reason as TopologyDescription | undefined
  const servers = [...(topology?.servers.values() ?? [])]
  const members = seen.size > 0 ? [...seen.values()] : servers
  const secondaries = servers.filter(s => s.type === 'RSSecondary')
  return (
    otherSetText(members, uri) ??
    elsewhereText(servers, topology?.setName ?? null, uri) ??
    (secondaries.length > 0 ? secondaryText(secondaries) : null) ??
    silentText(error, servers, uri) ??
    members.map(memberText).find(text => text !== null) ?? {
      message: `Found no server to read from at ${addressesOf(servers, uri)}.`,
      hint: 'Check that the server is running, and the options in the connection string.'
    }
  )
}

const addressesOf = (servers: readonly ServerDescription[], uri: string) =>
  servers.map(s => s.address).join(', ') || hostsOf(uri).join(', ')

/** Without an error a server has either never answered, or it has and is not one to read from. */
function silentText(
  error: MongoServerSelectionError,
  servers: readonly ServerDescription[],
  uri: string
): TroubleText | null {
  const failure = servers.find(s => s.error)?.error
  const isSilent = servers.every(s => s.type === 'Unknown')
  const chain: readonly Named[] = failure ? chainOf(failure) : isSilent ? chainOf(error) : []
  return networkText(chain, addressesOf(servers, uri))
}

/** The driver leaves out a server that is in no set, or in another than `replicaSet` says. */
function otherSetText(members: readonly Member[], uri: string): TroubleText | null {
  const wanted = optionOf(uri, 'replicaSet')
  const known = members.filter(m => m.type !== 'Unknown')
  if (wanted === null || known.length === 0 || known.some(m => m.setName === wanted)) return null
  const hosts = hostsOf(uri).join(', ')
  const actual = known.find(m => m.setName !== null)?.setName ?? null
  if (actual === null) {
    return {
      message: `${hosts} is not a member of replica set “${wanted}”, nor of any other.`,
      hint: 'Take replicaSet out of the connection string.',
      mend: { label: 'Retry without replicaSet', options: { replicaSet: null } }
    }
  }
  return {
    message: `${hosts} is not a member of replica set “${wanted}”: its set is called “${actual}”.`,
    hint: `Write replicaSet=${actual} in the connection string.`,
    mend: { label: `Retry with replicaSet=${actual}`, options: { replicaSet: actual } }
  }
}

/** The set knows its members by names that lead nowhere from here. */
function elsewhereText(
  servers: readonly ServerDescription[],
  setName: string | null,
  uri: string
): TroubleText | null {
  const seeds = hostsOf(uri)
  const isSentElsewhere = !servers.some(s => seeds.some(seed => sameHost(seed, s.address)))
  if (!isSentElsewhere || setName === null) return null
  const hosts = addressesOf(servers, uri)
  const isUnknown = servers.some(s => s.error && /ENOTFOUND|EAI_/.test(textOf(chainOf(s.error))))
  const why = isUnknown
    ? 'names that this computer does not know, as those of containers'
    : 'and that cannot be reached from here'
  return {
    message: `Reached ${seeds.join(', ')}, but its replica set “${setName}” sends to ${hosts}, ${why}.`,
    hint: 'Add directConnection=true to the connection string to stay with the host you named.',
    mend: { label: 'Retry with directConnection=true', options: { directConnection: 'true' } }
  }
}

const sameHost = (seed: string, address: string) =>
  address.toLowerCase() === (/:\d+$/.test(seed) ? seed : `${seed}:27017`).toLowerCase()

import { chainOf, type Named, textOf } from './error-chain'
import { programOfSize, programText } from './programs'
import { srvText } from './srv-text'
import { tlsText } from './tls-text'
import { ATLAS_HINT, isAtlas, type TroubleText } from './trouble-text'

/** What went wrong on the way to `hosts`; null when it is nothing known. */
export function networkText(chain: readonly Named[], hosts: string): TroubleText | null {
  const all = textOf(chain)
  const own = srvText(all, hosts) ?? tlsText(all, hosts) ?? oldServerText(all, hosts)
  if (own !== null) return own
  const program = programOfSize(all)
  if (program !== null) return programText(program, hosts)
  const row = rows.find(([pattern]) => pattern.test(all))
  return row === undefined ? null : { message: row[1](hosts), hint: row[2](hosts) }
}

/** Errors of which many things may be the cause: whoever is at the other end can be asked. */
export function isUnclear(error: unknown): boolean {
  const all = textOf(chainOf(error))
  return /timed out|timeout|ETIMEDOUT|ECONNRESET|EPIPE|closed|EPROTO|ERR_SSL|wrong version|message size|disconnected before/i.test(
    all
  )
}

/** The last server version that spoke each version of the protocol. */
const versions = ['2.4', '2.4', '2.6', '3.0', '3.2', '3.4', '3.6', '4.0', '4.2', '4.4']

function oldServerText(all: string, hosts: string): TroubleText | null {
  const said = /maximum wire version (\d+).*requires at least (\d+) \(MongoDB ([\d.]+)\)/s.exec(all)
  if (said === null) return null
  const [, spoken = '', , least = ''] = said
  return {
    message: `${hosts} runs MongoDB ${versions[Number(spoken)] ?? 'of an old version'}, which is too old for Sextant.`,
    hint: `MongoDB ${least} or newer is needed.`
  }
}

type Row = readonly [RegExp, (hosts: string) => string, (hosts: string) => string]

/** Patterns over name, code and message of an error chain, first match wins. */
const rows: readonly Row[] = [
  [
    /ECONNREFUSED/,
    h => `Nothing is listening at ${h}: the connection was refused.`,
    () => 'Check that MongoDB is running there, and the port.'
  ],
  [
    /ENOTFOUND|EAI_AGAIN|EAI_NODATA/,
    h => `No host is known by the name ${h}.`,
    () => 'Check the spelling, and that this computer is online or in the right network.'
  ],
  [
    /MongoCompatibilityError|wire version/,
    h => `${h} runs a MongoDB that does not go with Sextant.`,
    () => 'MongoDB 4.4 or newer is needed.'
  ],
  [
    /MongoParseError|message size|BSON|opCode|Invalid/i,
    h => `${h} answers, but not as MongoDB does.`,
    () => 'Check the port: another program may be listening there.'
  ],
  [
    /EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/,
    h => `There is no way through the network to ${h}.`,
    () => 'Check the network, VPN or firewall.'
  ],
  [
    /ETIMEDOUT|timed out|timeout/i,
    h => `${h} did not answer in time.`,
    h =>
      isAtlas(h)
        ? ATLAS_HINT
        : 'Check host, port and the tls option; a firewall or an access list may be dropping the connection.'
  ],
  [
    /ECONNRESET|EPIPE|closed|MongoNetworkError|MongoTopologyClosedError|MongoNotConnectedError/,
    h => `The connection to ${h} was closed by the other side.`,
    h =>
      isAtlas(h)
        ? ATLAS_HINT
        : 'Check that the server is running, that the port is MongoDB’s, and whether it wants TLS (tls=true).'
  ]
]

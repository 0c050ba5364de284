import { createServer } from 'node:http'
import { freePort } from '../../../src/demo/embedded-database'
import type { Fault } from '../../../src/shared/fault'
import { type DnsRecords, startLocalDns } from '../local-dns'
import { redisLike, silent, startSocketServer } from '../socket-server'
import { at, CANARY, connecting, leadHere, listening, SOON, type TroubleCase } from './trouble-case'

async function withDns(records: DnsRecords, uri: string): Promise<Fault> {
  const dns = await startLocalDns(records)
  try {
    return await connecting(uri)
  } finally {
    await dns.stop()
  }
}

const SRV = '_mongodb._tcp.c0.shop.example'
const srvUri = `mongodb+srv://u:${CANARY}@c0.shop.example/?${SOON}`

const dnsTroubles: readonly TroubleCase[] = [
  {
    what: 'an SRV name that DNS does not know',
    make: () => withDns({}, srvUri),
    says: /DNS has no MongoDB cluster \(SRV record\) named c0\.shop\.example/,
    hint: /after mongodb\+srv/
  },
  {
    what: 'a name without SRV record',
    make: () => withDns({ bare: [SRV, 'c0.shop.example'] }, srvUri),
    says: /DNS knows c0\.shop\.example, but no MongoDB cluster/,
    hint: /begin with mongodb:\/\//
  },
  {
    what: 'a DNS server that fails',
    make: () => withDns({ broken: [SRV] }, srvUri),
    says: /DNS server of this computer does not answer the question for c0\.shop\.example/,
    hint: /another network or DNS server/
  },
  {
    what: 'an SRV record that leads elsewhere',
    make: () =>
      withDns({ srv: { [SRV]: { host: 'a.other.example', port: 1 } }, bare: ['c0.shop.example'] }, srvUri),
    says: /names hosts that are not under the same domain/,
    hint: /led elsewhere/
  }
]

/** From DNS to a server that turns out to be none. */
export const networkTroubles: readonly TroubleCase[] = [
  ...dnsTroubles,
  {
    what: 'a host that nobody knows',
    make: () => connecting(`mongodb://u:${CANARY}@no-such-host.invalid/?${SOON}`),
    says: /No host is known by the name no-such-host\.invalid/,
    hint: /spelling/
  },
  {
    what: 'nobody listening',
    make: async () => connecting(`mongodb://u:${CANARY}@127.0.0.1:${await freePort()}/?${SOON}`),
    says: /Nothing is listening at 127\.0\.0\.1:\d+: the connection was refused/,
    hint: /the port/
  },
  {
    what: 'nobody answering',
    make: () => at(startSocketServer(silent)),
    says: /did not answer in time/,
    hint: /firewall or an access list/
  },
  {
    what: 'nobody answering at Atlas',
    async make() {
      const server = await startSocketServer(silent)
      const uri = `mongodb://shard0.ab1cd.mongodb.net:${server.port}/?${SOON}&tls=true`
      return connecting(uri, { lookup: leadHere }).finally(server.stop)
    },
    says: /shard0\.ab1cd\.mongodb\.net:\d+ did not answer in time/,
    hint: /Atlas .* IP access list/
  },
  {
    what: 'a web server',
    make: () => at(listening(createServer((_, res) => res.end('hello')))),
    says: /web server \(HTTP\) answers at 127\.0\.0\.1:\d+, not MongoDB/,
    hint: /27017/
  },
  {
    what: 'a Redis',
    make: () => at(startSocketServer(redisLike)),
    says: /Redis answers at 127\.0\.0\.1:\d+, not MongoDB/,
    hint: /27017/
  },
  {
    what: 'a server that hangs up',
    make: () => at(startSocketServer(socket => socket.once('data', () => socket.destroy()))),
    says: /closed by the other side/,
    hint: /tls=true/
  }
]

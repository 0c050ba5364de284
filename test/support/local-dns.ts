import dns from 'node:dns'
import DNS from 'dns2'

/** What the DNS of one test knows, by the whole name that is asked for. */
export interface DnsRecords {
  readonly srv?: Readonly<Record<string, { readonly host: string; readonly port: number }>>
  /** Names that exist without any record. */
  readonly bare?: readonly string[]
  /** Names on which the server fails. */
  readonly broken?: readonly string[]
}

const { Packet } = DNS
const NAME_ERROR = 3
const SERVER_FAILURE = 2

/** Starts a DNS server on a free port of 127.0.0.1 and has this process ask it; `stop` puts back who was asked before. */
export async function startLocalDns(records: DnsRecords): Promise<{ stop(): Promise<void> }> {
  const before = dns.getServers()
  const server = DNS.createServer({
    udp: true,
    handle(request, send) {
      const response = Packet.createResponseFromRequest(request)
      const [question] = request.questions
      const name = question?.name ?? ''
      const found = records.srv?.[name]
      if (found && question?.type === Packet.TYPE.SRV) {
        const record = { name, type: Packet.TYPE.SRV, class: Packet.CLASS.IN, ttl: 1, priority: 1, weight: 1 }
        response.answers.push(
          Object.assign(new Packet.Resource(), record, { port: found.port, target: found.host })
        )
      } else if (records.broken?.includes(name)) response.header.rcode = SERVER_FAILURE
      else if (!found && !records.bare?.includes(name)) response.header.rcode = NAME_ERROR
      void send(response)
    }
  })
  const { udp } = await server.listen({ udp: { port: 0, address: '127.0.0.1' } })
  dns.setServers([`127.0.0.1:${udp?.port}`])
  return {
    async stop() {
      dns.setServers(before)
      await server.close()
    }
  }
}

import type { TroubleText } from './trouble-text'

const PLAIN_FORM = 'The form mongodb://host1,host2/… with all hosts named needs no SRV record.'

/** Trouble with finding the hosts behind a mongodb+srv:// name; null when it is none. */
export function srvText(all: string, name: string): TroubleText | null {
  if (/does not share hostname|No addresses found/i.test(all)) {
    return {
      message: `The SRV record of ${name} names hosts that are not under the same domain.`,
      hint: `A connection must not be led elsewhere by DNS. ${PLAIN_FORM}`
    }
  }
  const code = /query(?:Srv|Txt) E?([A-Z]+)/.exec(all)?.[1]
  if (code === undefined) return null
  if (code === 'NOTFOUND') {
    return {
      message: `DNS has no MongoDB cluster (SRV record) named ${name}.`,
      hint: 'Check the name after mongodb+srv://, and that this computer is online.'
    }
  }
  if (code === 'NODATA') {
    return {
      message: `DNS knows ${name}, but no MongoDB cluster (SRV record) of that name.`,
      hint: 'It may be a single host: begin with mongodb:// then.'
    }
  }
  return {
    message: `The DNS server of this computer does not answer the question for ${name} (SRV record).`,
    hint: `Try another network or DNS server. ${PLAIN_FORM}`
  }
}

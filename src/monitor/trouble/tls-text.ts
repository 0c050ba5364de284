import { ATLAS_HINT, isAtlas, type TroubleText } from './trouble-text'

/** Trouble with a certificate or with TLS itself; null when it is none. */
export function tlsText(all: string, hosts: string): TroubleText | null {
  if (/CERT_HAS_EXPIRED|certificate has expired/i.test(all)) {
    return {
      message: `The TLS certificate of ${hosts} has expired.`,
      hint: 'Whoever runs the server has to renew it; check this computer’s date, too.'
    }
  }
  if (/CERT_NOT_YET_VALID|not yet valid/i.test(all)) {
    return {
      message: `The TLS certificate of ${hosts} is not valid yet.`,
      hint: 'Check the date of this computer.'
    }
  }
  if (/ALTNAME_INVALID|does not match certificate/i.test(all)) return otherNameText(all, hosts)
  if (/SELF_SIGNED|self[- ]signed|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|unable to verify/i.test(all)) {
    return {
      message: `The TLS certificate of ${hosts} was signed by itself or by an authority that this computer does not know.`,
      hint: 'Name the authority’s certificate with tlsCAFile=/path/to/ca.pem in the connection string.'
    }
  }
  return protocolText(all, hosts)
}

/** Names the hosts that the certificate is for, as it says itself. */
function otherNameText(all: string, hosts: string): TroubleText {
  const names = [...all.matchAll(/(?:DNS|IP Address):([\w.*:-]+)/g)].map(match => match[1])
  const made = names.length === 0 ? 'another host' : [...new Set(names)].join(', ')
  return {
    message: `The TLS certificate of ${hosts} was made for ${made}, not for the name in the connection string.`,
    hint: 'Connect by a name that the certificate has.'
  }
}

function protocolText(all: string, hosts: string): TroubleText | null {
  if (/alert internal error|alert number 80/i.test(all) && isAtlas(hosts)) {
    return { message: `${hosts} ended the connection before anything was said.`, hint: ATLAS_HINT }
  }
  if (/certificate required|handshake failure|bad certificate|alert number (40|42|116)/i.test(all)) {
    return {
      message: `${hosts} wants a TLS certificate of this computer.`,
      hint: 'Name it with tlsCertificateKeyFile=/path/to/client.pem in the connection string.'
    }
  }
  if (/ENOENT.*\.(pem|crt|key|cer)/i.test(all)) {
    return {
      message: 'A certificate file that the connection string names is not there.',
      hint: 'Check the paths of tlsCAFile and tlsCertificateKeyFile.'
    }
  }
  if (/ERR_SSL|EPROTO|wrong version number|before secure TLS|CERT_|certificate/i.test(all)) {
    return {
      message: `${hosts} does not speak TLS the way it was asked to.`,
      hint: 'Check the tls option in the connection string.'
    }
  }
  return null
}

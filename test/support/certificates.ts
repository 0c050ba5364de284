import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generate } from 'selfsigned'

/** A certificate that signed itself, with its key, as files and as text. */
export interface Certificate {
  readonly cert: string
  readonly key: string
  readonly certFile: string
  readonly keyFile: string
}

/** For whom and from when to when it is good. */
export interface CertificateAsk {
  readonly name: string
  readonly ips?: readonly string[]
  readonly from?: Date
  readonly to?: Date
}

const DNS_NAME = 2
const IP = 7

/** Makes one in `folder`. */
export async function makeCertificate(folder: string, ask: CertificateAsk): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: ask.name }], {
    keySize: 2048,
    algorithm: 'sha256',
    ...(ask.from ? { notBeforeDate: ask.from } : {}),
    ...(ask.to ? { notAfterDate: ask.to } : {}),
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: DNS_NAME, value: ask.name },
          ...(ask.ips ?? []).map(ip => ({ type: IP, ip }) as const)
        ]
      }
    ]
  })
  const file = (end: string) =>
    join(folder, `${ask.name}-${made.fingerprint.slice(-5).replace(':', '')}.${end}`)
  const certificate = { cert: made.cert, key: made.private, certFile: file('pem'), keyFile: file('key') }
  await writeFile(certificate.certFile, certificate.cert)
  await writeFile(certificate.keyFile, certificate.key, { mode: 0o600 })
  return certificate
}

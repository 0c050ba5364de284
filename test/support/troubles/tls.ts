import { startDatabase } from '../../../src/demo/embedded-database'
import type { Fault } from '../../../src/shared/fault'
import { type Certificate, type CertificateAsk, makeCertificate } from '../certificates'
import { silent, startSocketServer } from '../socket-server'
import { at, connecting, SOON, type TroubleCase } from './trouble-case'

const DAY_MS = 86_400_000

/** A server with this certificate, which the connection string names as an authority to be trusted. */
async function trusted(folder: string, ask: CertificateAsk): Promise<Fault> {
  const { cert, key, certFile } = await makeCertificate(folder, ask)
  return at(startSocketServer(silent, { cert, key }), `tls=true&tlsCAFile=${encodeURIComponent(certFile)}`)
}

/** The embedded server with TLS. */
async function withDatabase(certificate: Certificate, options: string): Promise<Fault> {
  const server = await startDatabase({ isStandalone: true, tls: certificate })
  return connecting(`mongodb://127.0.0.1:${server.port}/?${SOON}&${options}`).finally(server.stop)
}

/** Certificates that do not do, and TLS on one side only. `plainUri` is a server without. */
export const tlsTroubles = (folder: string, plainUri: string): readonly TroubleCase[] => [
  {
    what: 'a certificate that signed itself',
    make: async () =>
      withDatabase(await makeCertificate(folder, { name: 'localhost', ips: ['127.0.0.1'] }), 'tls=true'),
    says: /TLS certificate of 127\.0\.0\.1:\d+ was signed by itself/,
    hint: /tlsCAFile/
  },
  {
    what: 'an expired certificate',
    make: () =>
      trusted(folder, {
        name: 'old.example',
        ips: ['127.0.0.1'],
        from: new Date(Date.now() - 3 * DAY_MS),
        to: new Date(Date.now() - DAY_MS)
      }),
    says: /TLS certificate of 127\.0\.0\.1:\d+ has expired/,
    hint: /renew/
  },
  {
    what: 'a certificate of tomorrow',
    make: () =>
      trusted(folder, {
        name: 'new.example',
        ips: ['127.0.0.1'],
        from: new Date(Date.now() + DAY_MS),
        to: new Date(Date.now() + 3 * DAY_MS)
      }),
    says: /TLS certificate of 127\.0\.0\.1:\d+ is not valid yet/,
    hint: /date/
  },
  {
    what: 'a certificate for another host',
    make: () => trusted(folder, { name: 'db.shop.example' }),
    says: /was made for db\.shop\.example, not for the name in the connection string/,
    hint: /name that the certificate has/
  },
  {
    what: 'a certificate file that is not there',
    make: () => connecting(`mongodb://127.0.0.1:1/?${SOON}&tls=true&tlsCAFile=${folder}/no-such.pem`),
    says: /certificate file that the connection string names is not there/,
    hint: /tlsCAFile/
  },
  {
    what: 'a server that wants a certificate of ours',
    async make() {
      const { cert, key, certFile } = await makeCertificate(folder, {
        name: 'both.example',
        ips: ['127.0.0.1']
      })
      const server = startSocketServer(silent, { cert, key, requestCert: true, ca: cert })
      return at(server, `tls=true&tlsCAFile=${encodeURIComponent(certFile)}`)
    },
    says: /wants a TLS certificate of this computer/,
    hint: /tlsCertificateKeyFile/
  },
  {
    what: 'a server that wants TLS',
    make: async () => withDatabase(await makeCertificate(folder, { name: 'localhost' }), ''),
    says: /127\.0\.0\.1:\d+ wants TLS, and the connection string does not ask for it/,
    hint: /tls=true/,
    mend: { tls: 'true' }
  },
  {
    what: 'a server without TLS',
    make: () => connecting(plainUri.replace(/\?.*/, `?${SOON}&tls=true`)),
    says: /is a MongoDB without TLS, and the connection string asks for it/,
    hint: /tls option/
  }
]

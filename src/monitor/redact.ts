import { redact } from 'mongodb-redact'
import { secretsOf } from './uri'

const MAX_DETAILS_LENGTH = 2000

/** Driver text without passwords, connection strings, e-mail and IP addresses: fit for "Copy details" and logs. */
export function redactText(text: string, uri: string): string {
  const plain = secretsOf(uri).reduce((rest, secret) => rest.replaceAll(secret, '<password>'), text)
  return redact(plain).slice(0, MAX_DETAILS_LENGTH)
}

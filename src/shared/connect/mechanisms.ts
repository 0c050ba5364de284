import { type UriForm, withOption } from './uri-form'

/** Ways to sign in, as the form offers them; the empty one leaves it to driver and server. */
export const mechanisms = [
  { value: '', label: 'As the server prefers', hint: null },
  { value: 'SCRAM-SHA-256', label: 'SCRAM-SHA-256', hint: null },
  { value: 'SCRAM-SHA-1', label: 'SCRAM-SHA-1', hint: null },
  {
    value: 'MONGODB-X509',
    label: 'X.509 certificate',
    hint: 'The client certificate under TLS says who you are; a user name is not needed.'
  },
  {
    value: 'PLAIN',
    label: 'LDAP (PLAIN)',
    hint: 'Sends the password as it is: only over TLS.'
  },
  {
    value: 'MONGODB-AWS',
    label: 'AWS IAM',
    hint: 'The driver reads AWS keys through @aws-sdk/credential-providers, which Sextant does not bring along: such a string can be kept and exported here, not connected with.'
  },
  {
    value: 'GSSAPI',
    label: 'Kerberos',
    hint: 'The driver needs the native module kerberos, which Sextant does not bring along: such a string can be kept and exported here, not connected with.'
  }
] as const
export type Mechanism = (typeof mechanisms)[number]['value']

/** Those whose users are kept outside MongoDB. */
const external: readonly string[] = ['MONGODB-X509', 'PLAIN', 'MONGODB-AWS', 'GSSAPI']

/** The form with another way to sign in, and what goes with it: where users are looked up, and no words of the old way. */
export function withMechanism(form: UriForm, mechanism: string): UriForm {
  const before = form.options.authMechanism ?? ''
  if (before === mechanism) return form
  const isOutside = external.includes(mechanism)
  const source = isOutside ? '$external' : external.includes(before) ? '' : (form.options.authSource ?? '')
  const changed = withOption(withOption(form, 'authMechanism', mechanism), 'authSource', source)
  return withOption(changed, 'authMechanismProperties', '')
}

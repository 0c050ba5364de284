import { withOption } from '../../../../shared/connect/uri-form'
import type { SecretName } from '../../../../shared/domain/saved-connection'
import classes from './options.module.css'
import { type FieldsProps, FileField, Group, OptionBox, OptionSelect, SecretField } from './parts'

const choices = [
  { value: '', label: 'As usual: with mongodb+srv, else not' },
  { value: 'true', label: 'On' },
  { value: 'false', label: 'Off' }
]

/** How the way to the server is kept from being listened to. */
export function TlsFields({ form, edit, kept }: FieldsProps & { readonly kept: readonly SecretName[] }) {
  const { options } = form
  const isUnsafe = ['tlsInsecure', 'tlsAllowInvalidCertificates', 'tlsAllowInvalidHostnames'].some(
    name => options[name as keyof typeof options] === 'true'
  )
  return (
    <Group title="TLS">
      <OptionSelect form={form} edit={edit} name="tls" label="TLS" choices={choices} />
      <SecretField
        label="Passphrase of the client key"
        value={options.tlsCertificateKeyFilePassword ?? ''}
        isKept={kept.includes('tlsCertificateKeyFilePassword')}
        onChange={value => edit(withOption(form, 'tlsCertificateKeyFilePassword', value))}
      />
      <FileField
        what="ca"
        label="Certificate authority (.pem)"
        value={options.tlsCAFile ?? ''}
        placeholder="those that the system trusts"
        onChange={value => edit(withOption(form, 'tlsCAFile', value))}
      />
      <FileField
        what="certificate"
        label="Client certificate and key (.pem)"
        value={options.tlsCertificateKeyFile ?? ''}
        placeholder="none"
        onChange={value => edit(withOption(form, 'tlsCertificateKeyFile', value))}
      />
      <OptionBox
        form={form}
        edit={edit}
        name="tlsAllowInvalidCertificates"
        label="Take a certificate that cannot be verified"
      />
      <OptionBox
        form={form}
        edit={edit}
        name="tlsAllowInvalidHostnames"
        label="Take a certificate of another host"
      />
      <OptionBox form={form} edit={edit} name="tlsInsecure" label="Verify nothing (tlsInsecure)" />
      {isUnsafe && (
        <p className={classes.hint} data-loud>
          Whoever is between you and the server can read the password and every session.
        </p>
      )}
    </Group>
  )
}

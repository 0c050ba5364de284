import { NativeSelect } from '@mantine/core'
import { mechanisms, withMechanism } from '../../../../shared/connect/mechanisms'
import { type Property, propertyOf, withProperty } from '../../../../shared/connect/properties'
import { withOption } from '../../../../shared/connect/uri-form'
import type { SecretName } from '../../../../shared/domain/saved-connection'
import classes from './options.module.css'
import { Field, type FieldsProps, Group, OptionField, SecretField } from './parts'

interface Props extends FieldsProps {
  readonly kept: readonly SecretName[]
}

/** Who signs in, and how. */
export function SignInFields({ form, edit, kept }: Props) {
  const mechanism = form.options.authMechanism ?? ''
  const known = mechanisms.find(one => one.value === mechanism)
  const words = { user: mechanism === 'MONGODB-AWS' ? 'Access key id' : 'User name' }
  return (
    <Group title="Sign-in">
      <NativeSelect
        label="Mechanism"
        value={mechanism}
        classNames={{ root: classes.field ?? '' }}
        data={[
          ...mechanisms.map(({ value, label }) => ({ value, label })),
          ...(known === undefined ? [{ value: mechanism, label: mechanism }] : [])
        ]}
        onChange={event => edit(withMechanism(form, event.currentTarget.value))}
      />
      <OptionField
        form={form}
        edit={edit}
        name="authSource"
        label="Database of the user (authSource)"
        placeholder={form.database || 'admin'}
      />
      <Field label={words.user} value={form.user} onChange={user => edit({ ...form, user })} />
      {mechanism !== 'MONGODB-X509' && mechanism !== 'GSSAPI' && (
        <SecretField
          label={mechanism === 'MONGODB-AWS' ? 'Secret access key' : 'Password'}
          value={form.password}
          isKept={kept.includes('password')}
          onChange={password => edit({ ...form, password })}
        />
      )}
      {mechanism === 'MONGODB-AWS' && (
        <PropertyField form={form} edit={edit} name="AWS_SESSION_TOKEN" label="Session token" isSecret />
      )}
      {mechanism === 'GSSAPI' && (
        <>
          <PropertyField form={form} edit={edit} name="SERVICE_NAME" label="Service name" />
          <PropertyField form={form} edit={edit} name="SERVICE_REALM" label="Service realm" />
          <PropertyField
            form={form}
            edit={edit}
            name="CANONICALIZE_HOST_NAME"
            label="Canonical host name (none, forward, forwardAndReverse)"
          />
        </>
      )}
      {known?.hint && <p className={classes.hint}>{known.hint}</p>}
    </Group>
  )
}

interface PropertyProps extends FieldsProps {
  readonly name: Property
  readonly label: string
  readonly isSecret?: boolean
}

function PropertyField({ form, edit, name, label, isSecret = false }: PropertyProps) {
  const text = form.options.authMechanismProperties ?? ''
  const props = {
    label,
    value: propertyOf(text, name),
    onChange: (value: string) =>
      edit(withOption(form, 'authMechanismProperties', withProperty(text, name, value)))
  }
  return isSecret ? <SecretField {...props} isKept={false} /> : <Field {...props} />
}

import { NativeSelect } from '@mantine/core'
import { schemes, type UriForm } from '../../../../shared/connect/uri-form'
import classes from './options.module.css'
import { Field, type FieldsProps, Group, OptionBox, OptionField } from './parts'

/** Where the servers are. */
export function ServerFields({ form, edit }: FieldsProps) {
  const isSrv = form.scheme === 'mongodb+srv'
  return (
    <Group title="Servers">
      <NativeSelect
        label="Found by"
        value={form.scheme}
        classNames={{ root: classes.field ?? '' }}
        data={[
          { value: 'mongodb', label: 'Their names (mongodb://)' },
          { value: 'mongodb+srv', label: 'A DNS record (mongodb+srv://)' }
        ]}
        onChange={event => {
          const scheme = schemes.find(one => one === event.currentTarget.value)
          if (scheme !== undefined) edit({ ...form, scheme, hosts: hostsFor(form, scheme) })
        }}
      />
      <Field
        label={isSrv ? 'Name of the DNS record' : 'Hosts'}
        placeholder={isSrv ? 'cluster0.example.net' : 'host:27017, another:27017'}
        value={form.hosts.join(',')}
        onChange={text => edit({ ...form, hosts: text.replace(/\s/g, '').split(',') })}
      />
      <Field
        label="Database"
        placeholder="none"
        value={form.database}
        onChange={database => edit({ ...form, database })}
      />
      <OptionField form={form} edit={edit} name="replicaSet" label="Replica set" placeholder="any" />
      <OptionBox
        form={form}
        edit={edit}
        name="directConnection"
        label="Connect directly to this one host, whatever set it is a member of"
      />
    </Group>
  )
}

/** A DNS record gives the ports, and all the hosts. */
function hostsFor({ hosts }: UriForm, scheme: UriForm['scheme']): readonly string[] {
  return scheme === 'mongodb+srv' ? [(hosts[0] ?? '').replace(/:\d*$/, '')] : hosts
}

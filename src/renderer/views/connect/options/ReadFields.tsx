import { type FieldsProps, Group, OptionSelect } from './parts'

const preferences = [
  { value: '', label: 'primary, as usual' },
  ...['primary', 'primaryPreferred', 'secondary', 'secondaryPreferred', 'nearest'].map(value => ({
    value,
    label: value
  }))
]
const retries = [
  { value: '', label: 'As usual: on' },
  { value: 'true', label: 'On' },
  { value: 'false', label: 'Off: for older servers and storage engines' }
]

/** Which member is read, and whether a write is tried twice. */
export function ReadFields(props: FieldsProps) {
  return (
    <Group title="Reads and writes">
      <OptionSelect {...props} name="readPreference" label="Read preference" choices={preferences} />
      <OptionSelect {...props} name="retryWrites" label="Retry writes" choices={retries} />
    </Group>
  )
}

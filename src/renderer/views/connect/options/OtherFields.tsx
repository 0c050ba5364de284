import classes from './options.module.css'
import { type FieldsProps, Group } from './parts'

/** Options of the string that have no field here: they stay in it, and can be edited there. */
export function OtherFields({ form }: Pick<FieldsProps, 'form'>) {
  if (form.others.length === 0) return null
  return (
    <Group title="Other options in the string">
      <ul className={classes.others}>
        {form.others.map(([name, value]) => (
          <li key={`${name}=${value}`}>
            <code>
              {name}={value}
            </code>
          </li>
        ))}
      </ul>
    </Group>
  )
}

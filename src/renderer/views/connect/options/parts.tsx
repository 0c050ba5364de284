import { Button, Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { type FormOption, type UriForm, withOption } from '../../../../shared/connect/uri-form'
import type { ChosenFile } from '../../../../shared/domain/saved-connection'
import { useStores } from '../../../state/context'
import classes from './options.module.css'

/** What every group of fields is given: the form, and where it goes when it has been edited. */
export interface FieldsProps {
  readonly form: UriForm
  readonly edit: (form: UriForm) => void
}

/** Fields under one heading. */
export function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{title}</legend>
      <div className={classes.fields}>{children}</div>
    </fieldset>
  )
}

interface TextProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly hint?: string
  readonly isWide?: boolean
}

/** A field for what can be typed or copied. */
export function Field({ label, value, onChange, placeholder = '', hint, isWide = false }: TextProps) {
  return (
    <TextInput
      label={label}
      description={hint}
      placeholder={placeholder}
      value={value}
      spellCheck={false}
      autoComplete="off"
      autoCapitalize="off"
      maxLength={2000}
      data-wide={isWide || undefined}
      classNames={{ root: classes.field ?? '', input: 'mono' }}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}

/** A field for a secret: dots, and empty for one that is in the keychain. */
export function SecretField({ label, value, onChange, isKept }: TextProps & { readonly isKept: boolean }) {
  return (
    <PasswordInput
      label={label}
      value={value}
      placeholder={isKept ? 'In the system’s keychain' : ''}
      autoComplete="off"
      spellCheck={false}
      maxLength={2000}
      classNames={{ root: classes.field ?? '' }}
      visibilityToggleButtonProps={{ 'aria-label': `Show or hide: ${label}` }}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}

/** A field for a file's path, and the system's dialog for it. */
export function FileField({ what, ...text }: TextProps & { readonly what: ChosenFile }) {
  const { saved } = useStores()
  async function choose(): Promise<void> {
    const path = await saved.chooseFile(what)
    if (path !== null) text.onChange(path)
  }
  return (
    <div className={classes.file} data-wide>
      <Field {...text} />
      <Button variant="default" aria-label={`Choose: ${text.label}`} onClick={() => void choose()}>
        Choose…
      </Button>
    </div>
  )
}

interface OptionProps extends FieldsProps {
  readonly name: FormOption
  readonly label: string
}

/** A text that is an option of the string. */
export function OptionField({
  form,
  edit,
  name,
  label,
  ...rest
}: OptionProps & { readonly placeholder?: string; readonly hint?: string; readonly isWide?: boolean }) {
  return (
    <Field
      label={label}
      value={form.options[name] ?? ''}
      onChange={value => edit(withOption(form, name, value))}
      {...rest}
    />
  )
}

/** A switch that is an option: on is `true`; off takes it out, for off is what the driver does by itself. */
export function OptionBox({ form, edit, name, label }: OptionProps) {
  return (
    <Checkbox
      label={label}
      className={classes.box ?? ''}
      checked={form.options[name] === 'true'}
      onChange={event => edit(withOption(form, name, event.currentTarget.checked ? 'true' : ''))}
    />
  )
}

/** A choice that is an option; a value that is not among the usual ones is shown as it is. */
export function OptionSelect({
  form,
  edit,
  name,
  label,
  choices
}: OptionProps & { readonly choices: readonly { readonly value: string; readonly label: string }[] }) {
  const value = form.options[name] ?? ''
  const isUsual = choices.some(choice => choice.value === value)
  return (
    <NativeSelect
      label={label}
      value={value}
      classNames={{ root: classes.field ?? '' }}
      data={[...choices, ...(isUsual ? [] : [{ value, label: value }])]}
      onChange={event => edit(withOption(form, name, event.currentTarget.value))}
    />
  )
}

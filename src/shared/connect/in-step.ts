import { emptyForm, readUri, type UriForm, writeUri } from './uri-form'

/** A connection string and the form beside it, always of one mind. */
export interface InStep {
  /** As it was typed, whatever it is worth. */
  readonly uri: string
  /** What the string says; of one that cannot be read, what it said when it last could. */
  readonly form: UriForm
  /** False: the string has to be mended before the form can go on, or what was typed would be lost. */
  readonly isReadable: boolean
}

/** The string and the form of it. */
export function stepsFrom(uri: string): InStep {
  return typeUri({ uri: '', form: emptyForm, isReadable: true }, uri)
}

/** The string was edited: the form follows as soon as it can be read. */
export function typeUri(before: InStep, uri: string): InStep {
  const form = readUri(uri)
  return form === null ? { ...before, uri, isReadable: false } : { uri, form, isReadable: true }
}

/** The form was edited: the string follows. A form that is half filled in stays open to be filled in further. */
export function editForm(before: InStep, form: UriForm): InStep {
  return before.isReadable ? { uri: writeUri(form), form, isReadable: true } : before
}

import { isRecord, valueAt } from '../bson'

/** Longer names are cut: they are shown in a cell. */
const MAX_NAME = 200

/** Where apps keep a person's name, most telling first. */
export const nameFields: readonly string[] = [
  'displayName',
  'display_name',
  'fullName',
  'full_name',
  'name',
  'firstName',
  'first_name',
  'profile.displayName',
  'profile.fullName',
  'profile.name',
  'profile.firstName',
  'username',
  'login',
  'email'
]

/** The family name that goes with a first name. */
const familyFields: ReadonlyMap<string, string> = new Map([
  ['firstName', 'lastName'],
  ['first_name', 'last_name'],
  ['profile.firstName', 'profile.lastName']
])

/** All that must be read of a document to know the names at these fields. */
export function fieldsToRead(fields: readonly string[]): readonly string[] {
  return [...new Set(fields.flatMap(field => [field, ...optional(familyFields.get(field))]))]
}

const optional = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value])

/** The name in a user document, and the field it was found in; null when none of them has one. Never throws. */
export function personNameOf(
  document: unknown,
  fields: readonly string[]
): { readonly name: string; readonly field: string } | null {
  for (const field of fields) {
    const first = textOf(valueAt(document, field))
    if (first === null) continue
    const familyField = familyFields.get(field)
    const family = familyField === undefined ? null : textOf(valueAt(document, familyField))
    return { name: [first, family].filter(Boolean).join(' ').slice(0, MAX_NAME), field }
  }
  return null
}

/** Text, or an object of the parts of a name. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.slice(0, 4 * MAX_NAME).trim() || null
  if (!isRecord(value)) return null
  const parts = [
    ['first', 'given', 'givenName', 'firstName'],
    ['last', 'family', 'familyName', 'lastName']
  ].map(names =>
    names.map(name => valueAt(value, name)).find(part => typeof part === 'string' && part !== '')
  )
  return (
    parts
      .filter(part => part !== undefined)
      .join(' ')
      .slice(0, 4 * MAX_NAME)
      .trim() || null
  )
}

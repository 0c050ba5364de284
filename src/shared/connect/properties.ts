import { CommaAndColonSeparatedRecord } from 'mongodb-connection-string-url'

/** What is asked of `authMechanismProperties` in the form: Kerberos and AWS. */
export type Property = 'SERVICE_NAME' | 'SERVICE_REALM' | 'CANONICALIZE_HOST_NAME' | 'AWS_SESSION_TOKEN'

/** One value out of `SERVICE_NAME:mongodb,CANONICALIZE_HOST_NAME:true`; empty where it is not there. */
export function propertyOf(text: string, name: Property): string {
  return new CommaAndColonSeparatedRecord<Record<string, string>>(text).get(name) ?? ''
}

/** The text with a value set, or taken out where empty; all others stay. */
export function withProperty(text: string, name: Property, value: string): string {
  const all = new CommaAndColonSeparatedRecord<Record<string, string>>(text)
  // A comma would begin the next property.
  const clean = value.replaceAll(',', '')
  if (clean === '') all.delete(name)
  else all.set(name, clean)
  return all.toString()
}

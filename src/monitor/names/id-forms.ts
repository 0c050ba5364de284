import { ObjectId, UUID } from 'bson'
import type { UserKey } from '../../shared/domain/session'

/** What an `_id` may be that reads as this key: the text itself, an ObjectId, a number, a UUID. */
export function idFormsOf(user: UserKey): readonly unknown[] {
  const forms: unknown[] = [user]
  if (/^[0-9a-f]{24}$/i.test(user)) forms.push(new ObjectId(user))
  if (/^-?\d{1,15}$/.test(user)) forms.push(Number(user))
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(user)) forms.push(new UUID(user))
  return forms
}

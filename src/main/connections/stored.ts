import { z } from 'zod'
import { connectionDraft, type SecretName, secretNames } from '../../shared/domain/saved-connection'

const names = z.array(z.enum(secretNames))
const kept = z.record(z.string(), z.unknown())

/** A connection as it stands in the settings folder: no secret is ever in it. */
export const storedConnection = connectionDraft.omit({ secrets: true }).extend({
  id: z.string().min(1).max(100),
  connectionId: z.string(),
  label: z.string(),
  /** Secrets without which it does not connect, wherever they are. */
  needs: names,
  usedAt: z.number().nullable(),
  remark: z.string(),
  /** What a file of Compass said that means nothing here, for the next export. */
  compass: z.object({ top: kept, options: kept })
})
export type StoredConnection = Readonly<z.infer<typeof storedConnection>>

/** Nothing but what we know ourselves. */
export const noCompass: StoredConnection['compass'] = { top: {}, options: {} }

/** The secrets that there are, in the order of the list. */
export const namesIn = (secrets: Readonly<Partial<Record<SecretName, string>>>): SecretName[] =>
  secretNames.filter(name => secrets[name] !== undefined)

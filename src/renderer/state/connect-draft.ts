import type { RecentConnection } from '../../shared/domain/connection'
import type {
  ConnectionDraft,
  SavedConnection,
  SecretName,
  Secrets,
  SshTunnel
} from '../../shared/domain/saved-connection'
import type { Ask } from '../../shared/ipc/contract'

/** A connection as it stands in the connect screen: typed, chosen from the recent ones, or opened to be edited. */
export interface ConnectDraft {
  readonly uri: string
  readonly isReadOnly: boolean
  readonly ssh: SshTunnel | null
  /** Typed for the SSH server. */
  readonly secrets: Secrets
  /** The saved connection that is edited; null: a new one. */
  readonly savedId: string | null
  /** Secrets of it that the keychain has: their fields may be left empty. */
  readonly kept: readonly SecretName[]
  readonly keep: Pick<ConnectionDraft, 'name' | 'colour' | 'isFavourite' | 'environment' | 'keepsSecrets'>
}

/** What is tried first by who comes without any. */
export const firstDraft: ConnectDraft = {
  uri: 'mongodb://localhost:27017',
  isReadOnly: true,
  ssh: null,
  secrets: {},
  savedId: null,
  kept: [],
  keep: { name: '', colour: 'none', isFavourite: false, environment: 'none', keepsSecrets: true }
}

/** A saved connection opened to be looked at or changed. */
export function draftOfSaved(saved: SavedConnection): ConnectDraft {
  const { id, uri, isReadOnly, ssh, kept, asked, name, colour, isFavourite, environment } = saved
  const keepsSecrets = kept.length > 0 || asked.length === 0
  const keep = { name, colour, isFavourite, environment, keepsSecrets }
  return { uri, isReadOnly, ssh, secrets: {}, savedId: id, kept, keep }
}

/** One used before; how it was read then is not known. */
export const draftOfRecent = ({ uri, ssh }: RecentConnection): ConnectDraft => ({
  ...firstDraft,
  uri,
  ssh: ssh ?? null
})

/** What main is asked to keep. */
export function saveAskOf(draft: ConnectDraft): Ask<'saved:save'> {
  const { uri, isReadOnly, ssh, secrets, savedId, keep } = draft
  return { id: savedId, uri, isReadOnly, ssh, secrets, ...keep }
}

/** A saved connection to be kept with something changed. */
export const saveAskWith = (
  saved: SavedConnection,
  change: Partial<ConnectDraft['keep']>
): Ask<'saved:save'> =>
  saveAskOf({ ...draftOfSaved(saved), keep: { ...draftOfSaved(saved).keep, ...change } })

/** What main is asked to connect to. */
export function openAskOf(draft: ConnectDraft, insteadOf: string | null): Ask<'connection:open'> {
  const { uri, isReadOnly, ssh, secrets, savedId } = draft
  return { uri: uri.trim(), isReadOnly, ssh, secrets, savedId, ns: null, insteadOf }
}

import type { Rule } from './rule'
import { cookieDrift, cookieHttpOnly, cookieSameSite, cookieSecure } from './rules/cookies'
import { expiresKey, expiryNotDate } from './rules/expiry'
import { guestsEmpty } from './rules/guests'
import { idShort } from './rules/ids'
import { lifetimeLong, lifetimeMixed } from './rules/lifetimes'
import { payloadLarge, payloadSecrets } from './rules/payloads'
import { formatsMixed, standalone, userIndex } from './rules/stores'
import { ttlBehind, ttlMissing, ttlOtherField, ttlSeconds, ttlTwo } from './rules/ttl'

/** Everything that is looked for, in the order of the guide. Each has its page in `docs/rules`. */
export const rules: readonly Rule[] = [
  ttlMissing,
  ttlOtherField,
  ttlTwo,
  ttlSeconds,
  ttlBehind,
  expiryNotDate,
  expiresKey,
  cookieSecure,
  cookieHttpOnly,
  cookieSameSite,
  cookieDrift,
  lifetimeLong,
  lifetimeMixed,
  guestsEmpty,
  payloadLarge,
  payloadSecrets,
  idShort,
  userIndex,
  formatsMixed,
  standalone
]

/** Words that mean a credential wherever they stand in a name. */
const anywhere =
  /password|passwd|passphrase|passcode|passkey|pwd|token|secret|csrf|xsrf|credential|authorization|card_?number|(api|access|private|encryption|signing)_?key|(recovery|backup)_?code|(session|sess)_?id(_|$)|hash$/

/** Words that mean one only when they stand by themselves: a passport, a compass and a hashtag hide nothing. */
const alone =
  /(^|_)(pass|hash|hashes|hashed|salt|bearer|signature|sid|pin|pincode|t?otp|cvv2?|cvc2?|jwt)(_|$)/

/** Stores have the same few names in every session; the patterns are slow ones. */
const knownNames = new Map<string, boolean>()
const MOST_NAMES = 2000

/** Whether a field of this name holds what is not to be shown unasked: a credential, or as good as one. */
export function isSecretName(name: string): boolean {
  const known = knownNames.get(name)
  if (known !== undefined) return known
  const words = wordsOf(name)
  const isSecret = anywhere.test(words) || alone.test(words)
  if (knownNames.size < MOST_NAMES && name.length < 100) knownNames.set(name, isSecret)
  return isSecret
}

/** Whether a path leads into what is not to be shown unasked. */
export const isSecretPath = (path: string) => path.split('.').some(isSecretName)

/** `userPIN` and `user-pin` as `user_pin`. */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^a-zA-Z0-9]+/g, '_')
    .toLowerCase()
}

/** Signed tokens and private keys give themselves away, whatever they are called. */
const secretText =
  /^(Bearer\s)?eyJ[\w-]{8,4000}\.[\w-]{8,20000}\.[\w-]{0,4000}$|^-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/

/** Whether a value is a credential by the look of it. */
export function looksSecret(value: unknown): boolean {
  return typeof value === 'string' && secretText.test(value)
}

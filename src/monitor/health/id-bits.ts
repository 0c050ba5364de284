/** What characters a text is made of, the narrowest first, and what each of them holds. */
const alphabets: readonly (readonly [RegExp, number])[] = [
  [/^\d+$/, Math.log2(10)],
  [/^[\da-f]+$|^[\dA-F]+$/, 4],
  [/^[a-z2-7]+=*$|^[A-Z2-7]+=*$/, 5],
  [/^[\da-z]+$|^[\dA-Z]+$/, Math.log2(36)],
  [/^[\dA-Za-z]+$/, Math.log2(62)]
]
const ANYTHING = 6
const UUID_BITS = 128

/**
 * How many bits a session id can hold at the most, by its length and the characters it is made of. A prefix up to the last
 * colon is the same in all of them, and the dashes of a UUID hold nothing.
 */
export function idBitsOf(sessionId: string): number {
  const text = sessionId.slice(sessionId.lastIndexOf(':') + 1)
  const isUuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
  if (isUuid) return UUID_BITS
  const perCharacter = alphabets.find(([made]) => made.test(text))?.[1] ?? ANYTHING
  return Math.floor(text.length * perCharacter + 1e-9)
}

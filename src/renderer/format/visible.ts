/**
 * Signs that are not seen and may mislead: zero-width, those that turn the direction of writing, soft hyphens, and
 * controls. Line ends and tabs do no harm. Halves of surrogate pairs are no sign at all.
 */
const unseen = /(?![\t\n\r])[\p{Cc}\p{Cf}\u115f\u1160\u17b4\u17b5\u2028\u2029\u3164\uffa0]|\p{Cs}/gu

/** A text with every sign that would not be seen written as JSON writes it, `\u200b`. Joined emoji fall apart into theirs. */
export function visibleText(text: string): string {
  return text.replace(unseen, sign =>
    [...Array(sign.length).keys()].map(i => `\\u${sign.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')
  )
}

/** The literal in index.html that becomes the nonce of one page load. */
export const NONCE_PLACE = '__CSP_NONCE__'

/**
 * What the page may load: its own files and nothing else. Styles need a nonce because the widget library writes style
 * elements; scripts need none, so none is allowed inline.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
  ].join('; ')
}

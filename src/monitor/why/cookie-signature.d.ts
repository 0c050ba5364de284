// The library ships no types; this is the part of its index.js (1.0.7) that is used.
declare module 'cookie-signature' {
  export function sign(value: string, secret: string): string
  export function unsign(signed: string, secret: string): string | false
}

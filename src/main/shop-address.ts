/** Whether an address is that of the demo shop: on this computer, plain, without a word of anybody in it. */
export function isShopAddress(text: string): boolean {
  return /^http:\/\/127\.0\.0\.1:\d{1,5}\/?$/.test(text)
}

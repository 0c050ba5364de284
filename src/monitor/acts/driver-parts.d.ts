/** What the driver has and does not publish: how it sends documents that are bytes already. See docs/decisions/0012. */
declare module 'mongodb/lib/cmap/commands' {
  export class DocumentSequence {
    constructor(field: string)
    push(document: object, bytes: Uint8Array): number
  }
}

/** Where documents hold their sessions, one element of an array for each. */
export interface PartsPlace {
  /** Dotted path of the array: `services.resume.loginTokens`. */
  readonly arrayPath: string
  /** The element's own field that no two sessions share. */
  readonly idField: string
}

/** Where their ids lie, as a query has it. */
export const partIdPathOf = ({ arrayPath, idField }: PartsPlace) => `${arrayPath}.${idField}`

/** What stands for a document's `_id` where the document holds several sessions: that one, and which of its elements. */
export class PartId {
  constructor(
    readonly documentId: unknown,
    readonly place: PartsPlace,
    /** What is in the element's `idField`: a credential as the session id is. */
    readonly id: string
  ) {}
}

/** The document that holds a session, by its `_id`. */
export function holderIdOf(documentId: unknown): unknown {
  return documentId instanceof PartId ? documentId.documentId : documentId
}

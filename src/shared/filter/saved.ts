/** A filter kept by name, for one store. */
export interface SavedFilter {
  readonly name: string
  readonly text: string
}

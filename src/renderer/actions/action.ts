/** Something a person can have done. Menus, buttons, palette and the list of keys all take it from here. */
export interface Action {
  /** Stable, and one of a kind. */
  readonly id: string
  /** In full, as the palette lists it. */
  readonly label: string
  /** In a menu whose label says the rest. */
  readonly short?: string
  /** A choice or a switch, and whether it is on. */
  readonly isOn?: boolean
  /** It makes no sense now. */
  readonly isOff?: boolean
  readonly run: () => void
}

/** Actions under one heading. */
export interface ActionGroup {
  readonly group: string
  readonly actions: readonly Action[]
}

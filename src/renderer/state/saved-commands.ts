import type { ChosenFile } from '../../shared/domain/saved-connection'
import { nameOfSaved, type SavedConnection, type Secrets } from '../../shared/domain/saved-connection'
import type { Fault, Outcome } from '../../shared/fault'
import type { Ask, Bridge } from '../../shared/ipc/contract'
import type { AppStore } from './app-store'
import type { Commands } from './commands'
import { draftOfSaved, openAskOf, saveAskWith } from './connect-draft'
import type { Desk, TabStores } from './desk'
import type { UiStore } from './ui-store'

interface Parts {
  readonly bridge: Bridge
  readonly app: AppStore
  readonly ui: UiStore
  readonly commands: Commands
  readonly desk: Desk
}

/** What a person can have done with saved connections; the list itself comes by `saved:list`. */
export function createSavedCommands({ bridge, app, ui, commands, desk }: Parts) {
  const tell = (notice: Fault | null) => app.setState({ notice })
  const find = (id: string) => app.getState().facts?.saved.find(one => one.id === id)

  /** In a tab with nothing in it, with its connect screen. */
  async function edit(id: string): Promise<TabStores | null> {
    const empty = await desk.open()
    empty?.ui.setState({ chosenSaved: id, chosenRecent: null })
    empty?.app.setState({ connectFault: null })
    return empty
  }

  return {
    /** Shown where it is open; opened at once where nothing is missing; else what is not kept is asked for. */
    async connect(saved: SavedConnection): Promise<void> {
      const open = desk.getState().tabs.find(tab => tab.connectionId === saved.connectionId)
      if (open !== undefined) return desk.show(open.id)
      const empty = await edit(saved.id)
      if (saved.asked.length > 0) empty?.ui.setState({ askingSaved: saved.id })
      else await empty?.commands.connect(openAskOf(draftOfSaved(saved), null))
    },
    /** Here, with what was typed for it. */
    async connectWith(id: string, secrets: Secrets): Promise<void> {
      const saved = find(id)
      if (saved !== undefined) await commands.connect(openAskOf({ ...draftOfSaved(saved), secrets }, null))
    },
    edit,
    /** What came of it; the form goes on with what is in it. */
    save: (ask: Ask<'saved:save'>): Promise<Outcome<SavedConnection>> => bridge.ask('saved:save', ask),
    async setFavourite(saved: SavedConnection, isFavourite: boolean): Promise<void> {
      const outcome = await bridge.ask('saved:save', saveAskWith(saved, { isFavourite }))
      tell(outcome.ok ? null : outcome.fault)
    },
    async duplicate(id: string): Promise<void> {
      const outcome = await bridge.ask('saved:duplicate', { id })
      if (outcome.ok) await edit(outcome.value.id)
      else tell(outcome.fault)
    },
    async remove(id: string): Promise<void> {
      const outcome = await bridge.ask('saved:delete', { id })
      tell(outcome.ok ? null : outcome.fault)
      if (outcome.ok && ui.getState().chosenSaved === id) ui.setState({ chosenSaved: null })
    },
    /** The path that the person chose, or null. */
    async chooseFile(what: ChosenFile): Promise<string | null> {
      const outcome = await bridge.ask('file:choose', what)
      if (outcome.ok) return outcome.value
      tell(outcome.fault)
      return null
    },
    nameOf: (id: string | null): string => {
      const saved = id === null ? undefined : find(id)
      return saved === undefined ? '' : nameOfSaved(saved)
    }
  }
}

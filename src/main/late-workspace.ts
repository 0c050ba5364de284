import { notConnected } from './not-connected'
import type { Workspace } from './workspace'

/** A workspace that can be told to get ready before anything is asked of it. */
export interface LateWorkspace extends Workspace {
  /** Loads what it is made of, once. */
  begin(): void
  /** Whether it is looked at, also once it is loaded. */
  setShown(isShown: boolean): void
}

/**
 * A workspace that answers "nothing is open" until something is wanted of it, and only then is loaded: the driver
 * takes longer to load than a window takes to open.
 */
export function createLateWorkspace(load: () => Promise<Workspace>): LateWorkspace {
  let loaded: Workspace | null = null
  let loading: Promise<Workspace> | null = null
  let isLookedAt = true

  function whenLoaded(): Promise<Workspace> {
    loading ??= load().then(workspace => {
      loaded = workspace
      if (!isLookedAt) workspace.following.setShown(false)
      return workspace
    })
    return loading
  }

  function opened(): Workspace {
    if (!loaded) throw notConnected()
    return loaded
  }

  return {
    // Whoever asks for it later hears of a failure; here nobody waits.
    begin: () => void whenLoaded().catch(() => {}),
    setShown(isShown) {
      isLookedAt = isShown
      loaded?.following.setShown(isShown)
    },
    get connection() {
      return loaded?.connection ?? null
    },
    get store() {
      return opened().store
    },
    get facts() {
      return loaded?.facts ?? null
    },
    get storeFault() {
      return loaded?.storeFault ?? null
    },
    get feed() {
      return loaded?.feed ?? { kind: 'idle' }
    },
    get pause() {
      return loaded?.pause ?? null
    },
    get asked() {
      return loaded?.asked ?? null
    },
    isOf: ask => loaded?.isOf(ask) ?? false,
    connect: async ask => (await whenLoaded()).connect(ask),
    // A connection asked for meanwhile begins first, and is cancelled right then.
    cancel: () => void loading?.then(workspace => workspace.cancel()).catch(() => {}),
    close: async () => (loaded ?? (await loading))?.close(),
    refresh: async () => (await whenLoaded()).refresh(),
    openStore: async ask => (await whenLoaded()).openStore(ask),
    unseal: async secret => (await whenLoaded()).unseal(secret),
    closeStore: async () => (await loading)?.closeStore(),
    get following() {
      return opened().following
    },
    get signOuts() {
      return opened().signOuts
    },
    allowSignOut: isAllowed => opened().allowSignOut(isAllowed)
  }
}

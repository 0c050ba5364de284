import { useEffect } from 'react'
import { useStore } from 'zustand'
import { windowTitle } from '../../format/tab-text'
import { useStores } from '../../state/context'

/** The window is called after what it shows. */
export function useWindowTitle(): void {
  const { desk } = useStores()
  const title = useStore(desk, ({ tabs, shown }) => windowTitle(tabs.find(tab => tab.id === shown) ?? null))
  useEffect(() => {
    document.title = title
  }, [title])
}

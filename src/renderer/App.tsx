import { MantineProvider } from '@mantine/core'
import { useStore } from 'zustand'
import { StoresContext } from './state/context'
import type { createDesk } from './state/desk'
import type { Stores } from './state/stores'
import { theme, variables } from './theme/theme'
import { NoState } from './views/shell/NoState'
import { Shell } from './views/shell/Shell'

type Desk = ReturnType<typeof createDesk<Stores>>

/** The window: the tab that is shown, in theme and shell. `nonce` lets Mantine's own styles through the page's policy. */
export function App({ desk, nonce }: { readonly desk: Desk; readonly nonce: string }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <Shown desk={desk} />
    </MantineProvider>
  )
}

/** Each tab is drawn from its own stores; what is drawn of one is nothing of the next. */
function Shown({ desk }: { readonly desk: Desk }) {
  const shown = useStore(desk, state => state.shown)
  const stores = desk.storesShown()
  if (stores === null) return <NoState />
  return (
    <StoresContext value={stores}>
      <Shell key={shown} />
    </StoresContext>
  )
}

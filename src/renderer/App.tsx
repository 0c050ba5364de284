import { MantineProvider } from '@mantine/core'
import { StoresContext } from './state/context'
import type { Stores } from './state/stores'
import { theme, variables } from './theme/theme'
import { Shell } from './views/shell/Shell'

/** The window: stores, theme and shell put together. `nonce` lets Mantine's own styles through the page's policy. */
export function App({ stores, nonce }: { readonly stores: Stores; readonly nonce: string }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <StoresContext value={stores}>
        <Shell />
      </StoresContext>
    </MantineProvider>
  )
}

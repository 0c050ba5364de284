import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'
import { VisibilityIcon } from './VisibilityIcon'

/** Only the shades Mantine reaches for are seen; `variables` puts LOOK's tokens over them. */
const accent: MantineColorsTuple = [
  '#e8f1fc',
  '#d0e2f9',
  '#a9caf5',
  '#6aaefc',
  '#4a94ea',
  '#2f7ed8',
  '#1763c6',
  '#1a5fb8',
  '#2468b8',
  '#174a86'
]

const sans = '"Inter Variable", system-ui, sans-serif'
const mono = '"JetBrains Mono Variable", ui-monospace, monospace'

/** Mantine set to LOOK: our fonts, radius 5, no scroll lock (its styles would need a nonce of their own). */
export const theme = createTheme({
  fontFamily: sans,
  fontFamilyMonospace: mono,
  headings: { fontFamily: sans, fontWeight: '600' },
  primaryColor: 'accent',
  colors: { accent },
  defaultRadius: 5,
  cursorType: 'default',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Modal: {
      defaultProps: {
        lockScroll: false,
        radius: 8,
        closeButtonProps: { 'aria-label': 'Close', iconSize: 18 },
        transitionProps: { duration: 120 },
        overlayProps: { backgroundOpacity: 0.5, blur: 0 }
      }
    },
    Tooltip: { defaultProps: { openDelay: 500, multiline: true, withinPortal: true } },
    Menu: {
      defaultProps: { shadow: 'md', transitionProps: { duration: 80 }, withInitialFocusPlaceholder: false }
    },
    Checkbox: { defaultProps: { size: 'xs', radius: 3 } },
    PasswordInput: { defaultProps: { visibilityToggleIcon: VisibilityIcon } }
  }
})

const fromTokens = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--t1)',
  '--mantine-color-bright': 'var(--t1)',
  '--mantine-color-dimmed': 'var(--t3)',
  '--mantine-color-placeholder': 'var(--t3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--bg)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--t1)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-disabled': 'var(--hover)',
  '--mantine-color-disabled-color': 'var(--t3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--fill)',
  '--mantine-primary-color-filled-hover': 'var(--fill-hover)',
  '--mantine-color-accent-filled': 'var(--fill)',
  '--mantine-color-accent-filled-hover': 'var(--fill-hover)',
  '--mantine-color-accent-text': 'var(--accent)'
}

/** LOOK's tokens in Mantine's own variables: one colour scheme, decided in tokens.css. */
export const variables: CSSVariablesResolver = () => ({
  variables: { '--mantine-line-height': '18px' },
  light: fromTokens,
  dark: fromTokens
})

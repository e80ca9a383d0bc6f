import { createTheme } from '@mui/material/styles'
import type { CSSProperties } from 'react'

declare module '@mui/material/styles' {
  interface CssThemeVariables {
    enabled: true
  }
  interface TypographyVariants {
    mono: CSSProperties
  }
  interface TypographyVariantsOptions {
    mono?: CSSProperties
  }
}
declare module '@mui/material/Typography' {
  interface TypographyPropsVariantOverrides {
    mono: true
  }
}

/** light = tint behind text, main = fill of a shape, dark = text in that colour. The names are MUI's; the meaning holds in both schemes. */
const tone = (light: string, main: string, dark: string) => ({
  light,
  main,
  dark,
  contrastText: '#fff',
})
const light = {
  primary: tone('#edf2fe', '#3553d7', '#2b45c5'),
  info: tone('#edf2fe', '#3553d7', '#2b45c5'),
  success: tone('#e3f9f0', '#1ca786', '#07634d'),
  warning: tone('#fff3df', '#d88018', '#884f04'),
  error: tone('#ffefee', '#ce222c', '#b21823'),
  text: { primary: '#1b1e25', secondary: '#50545d', disabled: '#696d76' },
  divider: '#e2e4e7',
  background: { default: '#f9f9fb', paper: '#ffffff' },
  grey: {
    50: '#f3f4f6',
    100: '#f5f6f8',
    200: '#e4e6ea',
    300: '#c9ccd1',
    500: '#71747c',
    700: '#555b66',
    900: '#ffffff',
  },
}
const dark = {
  primary: tone('#171f37', '#4366e8', '#93b0fc'),
  info: tone('#171f37', '#4366e8', '#93b0fc'),
  success: tone('#102a22', '#4dd0a9', '#76dfbc'),
  warning: tone('#332510', '#f5ae42', '#f5c572'),
  error: tone('#3e1818', '#ea4146', '#fc9491'),
  text: { primary: '#e8e9ed', secondary: '#a5a9b1', disabled: '#8b8f97' },
  divider: '#222429',
  background: { default: '#0c0d0f', paper: '#111316' },
  grey: {
    50: '#0e0f12',
    100: '#16181c',
    200: '#25282c',
    300: '#3a3d44',
    500: '#71747c',
    700: '#999ea9',
    900: '#191b1f',
  },
}
const scheme = (p: typeof light) => ({
  palette: {
    ...p,
    action: {
      hover: p.grey[100],
      selected: p.primary.light,
      disabled: p.text.disabled,
      disabledBackground: p.grey[50],
      active: p.text.secondary,
    },
  },
})

export const theme = createTheme({
  cssVariables: { nativeColor: true, colorSchemeSelector: 'data-theme' },
  colorSchemes: { light: scheme(light), dark: scheme(dark) },
  shape: { borderRadius: 6 },
  spacing: 4,
  motion: { reducedMotion: 'system' },
  typography: {
    fontFamily: '"Geist Variable", system-ui, sans-serif',
    fontSize: 13,
    h1: { fontSize: 20, lineHeight: '28px', fontWeight: 600, letterSpacing: '-.014em' },
    h2: { fontSize: 14, lineHeight: '20px', fontWeight: 600, letterSpacing: '-.006em' },
    body1: { fontSize: 13, lineHeight: '20px' },
    body2: { fontSize: 13, lineHeight: '20px' },
    caption: { fontSize: 12, lineHeight: '16px' },
    button: { fontSize: 13, fontWeight: 500, textTransform: 'none', letterSpacing: 0 },
    mono: {
      fontFamily: '"Geist Mono Variable", ui-monospace, monospace',
      fontSize: 12,
      lineHeight: '20px',
      letterSpacing: '-.01em',
      fontVariantNumeric: 'tabular-nums',
    },
  },
})

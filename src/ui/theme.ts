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
  components: {
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: {
        root: ({
          theme: {
            vars: { palette: p },
          },
        }) => ({
          '&.Mui-focusVisible': { outline: `2px solid ${p.primary.main}`, outlineOffset: 2 },
        }),
      },
    },
    MuiButton: {
      defaultProps: {
        size: 'small',
        disableElevation: true,
        color: 'inherit',
        variant: 'outlined',
      },
      styleOverrides: {
        root: ({
          theme: {
            vars: { palette: p },
          },
        }) => ({
          height: 32,
          padding: '0 12px',
          whiteSpace: 'nowrap',
          transition: 'background-color 80ms, border-color 80ms',
          variants: [
            {
              props: { variant: 'outlined', color: 'inherit' },
              style: {
                borderColor: p.grey[300],
                backgroundColor: p.background.paper,
                '&:hover': { backgroundColor: p.action.hover },
              },
            },
            {
              props: { variant: 'outlined', color: 'error' },
              style: {
                borderColor: p.grey[300],
                color: p.error.dark,
                '&:hover': { backgroundColor: p.error.light, borderColor: p.error.main },
              },
            },
            {
              props: { variant: 'contained', color: 'primary' },
              style: { '&:hover': { backgroundColor: p.primary.main, filter: 'brightness(1.08)' } },
            },
            { props: { variant: 'text', color: 'inherit' }, style: { color: p.text.secondary } },
          ],
          '&.Mui-disabled': {
            color: p.text.disabled,
            borderColor: p.divider,
            backgroundColor: p.grey[50],
          },
        }),
      },
    },
    MuiIconButton: {
      defaultProps: { size: 'small' },
      styleOverrides: {
        root: ({
          theme: {
            vars: { palette: p },
          },
        }) => ({ borderRadius: 6, width: 28, height: 28, color: p.text.secondary }),
      },
    },
    MuiPaper: {
      defaultProps: { variant: 'outlined' },
      styleOverrides: { root: { backgroundImage: 'none' } },
    },
    MuiTable: { defaultProps: { size: 'small', stickyHeader: true } },
    MuiTableCell: {
      styleOverrides: {
        root: ({
          theme: {
            vars: { palette: p },
          },
        }) => ({
          padding: '0 12px',
          height: 36,
          fontSize: 13,
          lineHeight: '20px',
          borderColor: p.divider,
          whiteSpace: 'nowrap',
          '&:first-of-type': { paddingLeft: 0 },
          '&:last-of-type': { paddingRight: 0 },
        }),
        head: ({
          theme: {
            vars: { palette: p },
          },
        }) => ({
          height: 32,
          fontSize: 12,
          fontWeight: 500,
          color: p.text.disabled,
          backgroundColor: p.background.paper,
        }),
      },
    },
    MuiTextField: { defaultProps: { size: 'small' } },
    MuiOutlinedInput: {
      styleOverrides: {
        input: { padding: '0 10px' },
        root: ({
          theme: {
            vars: { palette: p },
          },
        }) => ({
          height: 32,
          fontSize: 13,
          backgroundColor: p.background.paper,
          '& .MuiOutlinedInput-notchedOutline': { borderColor: p.grey[300] },
          '&.Mui-focused .MuiOutlinedInput-notchedOutline': {
            borderWidth: 1,
            borderColor: p.primary.main,
            boxShadow: `0 0 0 3px ${p.primary.light}`,
          },
        }),
      },
    },
    MuiTabs: {
      styleOverrides: {
        root: { minHeight: 36 },
        indicator: ({
          theme: {
            vars: { palette: p },
          },
        }) => ({ height: 2, backgroundColor: p.text.primary, transition: 'none' }),
      },
    },
    MuiTab: {
      styleOverrides: {
        root: ({
          theme: {
            vars: { palette: p },
          },
        }) => ({
          minHeight: 36,
          minWidth: 0,
          padding: 0,
          marginRight: 20,
          fontWeight: 400,
          color: p.text.secondary,
          '&.Mui-selected': { color: p.text.primary, fontWeight: 500 },
        }),
      },
    },
    MuiDialog: {
      styleOverrides: {
        paper: ({
          theme: {
            vars: { palette: p },
          },
        }) => ({
          borderRadius: 12,
          border: `1px solid ${p.divider}`,
          backgroundColor: p.grey[900],
          boxShadow: '0 24px 64px -16px rgb(0 0 0 / .32), 0 4px 12px rgb(0 0 0 / .08)',
        }),
      },
    },
    MuiBackdrop: { styleOverrides: { root: { backgroundColor: 'rgb(14 16 24 / .26)' } } },
    MuiTooltip: { defaultProps: { describeChild: true } },
    MuiSlider: {
      styleOverrides: {
        root: ({
          theme: {
            vars: { palette: p },
          },
        }) => ({ height: 3, padding: '10px 0', color: p.grey[700] }),
        rail: ({
          theme: {
            vars: { palette: p },
          },
        }) => ({ backgroundColor: p.grey[200], opacity: 1 }),
        thumb: ({
          theme: {
            vars: { palette: p },
          },
        }) => ({
          width: 14,
          height: 14,
          backgroundColor: p.background.paper,
          border: `1.5px solid ${p.grey[700]}`,
          boxShadow: 'none',
        }),
      },
    },
  },
})

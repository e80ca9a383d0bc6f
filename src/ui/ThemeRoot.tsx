import { ThemeProvider } from '@mui/material/styles'
import type { ReactNode } from 'react'
import './global.css'
import { themeStorage } from './theme-mode.ts'
import { theme } from './theme.ts'

/** Theme, fonts and global styles; once, around everything. */
export function ThemeRoot({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider theme={theme} defaultMode="system" storageManager={modeOnly} noSsr>
      {children}
    </ThemeProvider>
  )
}

// MUI asks for three keys: the mode, and which scheme is light and dark; only the first is a choice
const modeOnly = ({ key }: { key: string }) =>
  key === 'mui-mode'
    ? themeStorage()
    : {
        get: (fallback: unknown) => fallback,
        set: () => undefined,
        subscribe: () => () => undefined,
      }

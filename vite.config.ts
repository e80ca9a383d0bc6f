import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { msw } from 'msw/vite'
import { defineConfig } from 'vitest/config'

/**
 * The policy the console is served with (preview here; the README gives it for hosting).
 * The hash is that of the empty string: Emotion inserts empty style elements and fills them by
 * insertRule. Loopback is named apart because `wss: https:` does not cover a grid on this machine.
 */
export const csp = [
  "default-src 'self'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "img-src 'self' data:",
  "connect-src 'self' wss: https: ws://127.0.0.1:* ws://localhost:* http://127.0.0.1:* http://localhost:*",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export default defineConfig(({ mode, command }) => {
  const mock = mode === 'demo' || (command === 'serve' && mode === 'development')
  return {
    plugins: [react(), ...(mock ? [msw({ mode: 'worker-only' })] : [])],
    // the Polkadot library without its wasm: src/lib/no-wasm.ts tells why
    resolve: {
      alias: [
        {
          find: /^@polkadot\/wasm-crypto(\/init)?$/,
          replacement: fileURLToPath(new URL('src/lib/no-wasm.ts', import.meta.url)),
        },
      ],
    },
    // always a literal, so that the branch that loads the demo grid is dropped from a production build
    define: { 'import.meta.env.VITE_MOCK': JSON.stringify(mock ? '1' : '0') },
    server: { port: 5173, strictPort: true, host: 'localhost' },
    preview: { port: 4173, strictPort: true, headers: { 'Content-Security-Policy': csp } },
    worker: { format: 'es' as const },
    // found at the start, so that no page reloads when a Worker or a view is first opened
    optimizeDeps: {
      entries: ['index.html', 'src/**/*.worker.ts', 'src/features/**/*.tsx', 'src/mock/browser.ts'],
    },
    build: {
      target: 'es2023',
      // every browser of that age preloads modules by itself
      modulePreload: { polyfill: false },
      manifest: true,
      // the chain's library is one lazy chunk; e2e/sizes.ts watches what the first view loads
      chunkSizeWarningLimit: 1000,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              {
                name: 'react',
                test: /node_modules[\\/](react|react-dom|scheduler|wouter)[\\/]/,
                priority: 30,
              },
              {
                name: 'query',
                test: /node_modules[\\/]@tanstack[\\/]query-core|node_modules[\\/]@tanstack[\\/]react-query/,
                priority: 20,
              },
              {
                // what nearly every view is made of: one chunk is smaller than its thirty pieces
                name: 'pieces',
                test: /[\\/]src[\\/](ui[\\/](DataTable|ExportMenu|Field|FilterChip|Meter|Quantity|QueryView|Room|SearchField|Tabs)\.tsx|queries[\\/](fleet|standing|chain)\.ts)$/,
                priority: 10,
              },
            ],
          },
        },
      },
    },
    test: {
      environment: 'node',
      include: ['src/**/*.test.{ts,tsx}'],
      testTimeout: 20_000,
      reporters: ['default'],
    },
  }
})

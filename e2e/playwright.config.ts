import { defineConfig } from '@playwright/test'
import { chromiumFlags, systemChromium } from './chromium.ts'
import { DEMO_PORT, GRID, PLAIN_PORT } from './ports.ts'

const executablePath = systemChromium()
const node = JSON.stringify(process.execPath)
const preview = (outDir: string, port: number) =>
  `${node} node_modules/vite/bin/vite.js preview --outDir ${outDir} --port ${port} --strictPort --host 127.0.0.1`

/** Both consoles are the built ones, served with the strict policy; the stand-alone grid has ports of its own. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: `http://127.0.0.1:${DEMO_PORT}`,
    viewport: { width: 1440, height: 900 },
    // colours that fade would be judged half-way by axe
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'off',
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: chromiumFlags },
  },
  webServer: [
    {
      command: preview('dist-demo', DEMO_PORT),
      cwd: '..',
      url: `http://127.0.0.1:${DEMO_PORT}/`,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 2000 },
    },
    {
      command: preview('dist', PLAIN_PORT),
      cwd: '..',
      url: `http://127.0.0.1:${PLAIN_PORT}/`,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 2000 },
    },
    {
      command: `${node} src/mock/server.ts --relay-port ${GRID.relayPort} --proxy-port ${GRID.proxyPort} --chain-port ${GRID.chainPort}`,
      cwd: '..',
      url: `http://127.0.0.1:${GRID.proxyPort}/ping`,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 2000 },
    },
  ],
})

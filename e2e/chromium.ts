import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The Chromium that tests drive: PW_CHROMIUM, else the system's, else undefined (Playwright's own). */
export function systemChromium(): string | undefined {
  if (process.env.PW_CHROMIUM) return process.env.PW_CHROMIUM
  return process.env.PW_BUNDLED ? undefined : SYSTEM.find((path) => existsSync(path))
}

/** Flags every start needs; the sandbox cannot run as root. */
export const chromiumFlags = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

const run = (command: string, args: string[]) =>
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })

const isDebian = () =>
  existsSync('/etc/debian_version') && /debian/i.test(readFileSync('/etc/os-release', 'utf8'))

/** Finds a Chromium or gets one, and says in one line what it did. Throws when there is none to be had. */
export function ensureChromium(): string {
  const found = systemChromium()
  if (found) return `uses ${found}`
  if (isDebian()) {
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
    const apt = (...args: string[]) => {
      const [command, ...rest] = [...sudo, 'apt-get', '-qq', ...args]
      return run(command!, rest) // never empty: ends in apt-get
    }
    apt('update')
    const installed = apt('install', '-y', '--no-install-recommends', 'chromium')
    if (installed.status === 0 && systemChromium()) return 'installed the Debian package chromium'
    process.stderr.write(installed.stderr ?? '')
  }
  const own = run(process.execPath, [
    'node_modules/@playwright/test/cli.js',
    'install',
    '--with-deps',
    'chromium',
  ])
  if (own.status === 0) {
    process.env.PW_BUNDLED = '1'
    return "installed Playwright's own Chromium"
  }
  throw new Error(
    `No Chromium found and none could be installed. Install one and set PW_CHROMIUM to it.\n${own.stderr ?? ''}`,
  )
}

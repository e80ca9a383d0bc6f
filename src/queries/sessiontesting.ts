import type { Network } from '#lib/networks.ts'
import { type Port, serve } from '#lib/rpc.ts'
import type { Identity } from '#rmb/identity.ts'
import type { Kdf } from '#vault/record.ts'
import { keyStore } from '#vault/store.ts'
import { keyHandlers, type KeyEvents } from './keycalls.ts'
import { connectKeys } from './keys.ts'
import { createSession, type SessionDeps } from './session.ts'

// A session with its real key Worker and vault, for tests; grid, browser and other tabs are stand-ins.

const QUICK: Kdf = { name: 'scrypt', N: 16, r: 8, p: 1 }
/** Accounts of this secret: vectors/rmb.json key-1. */
export const WORDS = 'neck stage box cup core magic produce exercise happy rely vocal then'
export const SR = '5EFsy5c74SbTa7yWs9TjRKEEfrHSYq4TDYXuPGThdKsonsFp'
export const ED = '5EGtD8gtMcKPupQ187AY8VMx3SP6489nnFUv7b9cC2eRKiqw'
export const SEED = '0xb37231837527c7173dc212bb23a7fe795d5dae540e7c21366a5fb9f4cc398a36'
export const SEED_ED = '5CF3xP5fy7vvKiA5VAwPXXiFC2d32MUHk4st6E3JEyekr7dW'

/** The key Worker over a MessageChannel in this thread: the same code, the same copying. */
export function startWorker(): Port {
  const { port1, port2 } = new MessageChannel()
  const server = serve<KeyEvents>(
    port2,
    keyHandlers((why) => server.emit('locked', why), { kdf: QUICK }),
  )
  return port1
}

function fakeStorage(held: Record<string, string> = {}) {
  return {
    held,
    getItem: (key: string) => held[key] ?? null,
    setItem: (key: string, value: string) => void (held[key] = value),
  }
}

/** Tabs that hear one another at once, never themselves. */
export function fakeChannels() {
  const all: { listeners: Set<(event: MessageEvent) => void> }[] = []
  return (): SessionDeps['channel'] => {
    const mine = { listeners: new Set<(event: MessageEvent) => void>() }
    all.push(mine)
    return {
      postMessage(data: unknown) {
        for (const other of all) {
          if (other === mine) continue
          for (const listener of other.listeners) listener(new MessageEvent('message', { data }))
        }
      },
      addEventListener: (_type: string, listener: unknown) =>
        void mine.listeners.add(listener as (event: MessageEvent) => void), // only functions are given here
    }
  }
}

let names = 0
const ends: (() => void)[] = []

/** Done after the test: a Worker that stays would keep it from ending. */
export const endLater = (end: () => void): void => void ends.push(end)

/** Ends what the test began. */
export function endAll(): void {
  for (const end of ends.splice(0)) end()
}

export function setUp(options: Partial<SessionDeps> & { twins?: Record<string, number> } = {}) {
  const twins = options.twins ?? { [SR]: 42 }
  const spoke: (Identity | null)[] = []
  const networks: Network[] = []
  const paces: (number | false)[] = []
  const storage = fakeStorage()
  const keys = connectKeys(startWorker)
  const session = createSession({
    keys,
    store: keyStore(`session-${++names}`),
    storage,
    channel: fakeChannels()(),
    demoAvailable: false,
    setNetwork: (network) => networks.push(network),
    speakAs: (identity) => spoke.push(identity),
    setRefreshPace: (ms) => paces.push(ms),
    twinOfAccount: (address) => Promise.resolve(twins[address] ?? null),
    ...options,
  })
  session.start()
  endLater(() => keys.lock())
  return { session, spoke, networks, paces, storage, keys }
}

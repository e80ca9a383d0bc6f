import * as z from 'zod/mini'
import { endpointFault, type Network, type NetworkName, networks } from '#lib/networks.ts'

const KEY = 'zos-console.preferences'
const MINUTE = 60_000

/** Choices of the refresh pace in ms; null is off. */
export const refreshChoices = [null, 10_000, MINUTE, 5 * MINUTE] as const
/** Choices of the idle time before a key locks, in ms; null is never. */
export const autoLockChoices = [5 * MINUTE, 15 * MINUTE, 60 * MINUTE, null] as const

/**
 * The endpoints of a network of one's own. The chain's may be empty: then costs and balances are not told; so may
 * those of activation, KYC and terms: then nobody is asked, and the terms are the public ones.
 */
export type CustomEndpoints = Pick<Network, 'gridproxy' | 'relay' | 'chain'> & {
  [K in (typeof extras)[number]]?: string | undefined
}

const extras = ['activation', 'kyc', 'terms'] as const

/** What this browser remembers of a person's choices; no key and no twin is among it. */
export interface Preferences {
  network: NetworkName
  custom: CustomEndpoints
  refreshMs: number | null
  autoLockMs: number | null
}

const choice = (choices: readonly (number | null)[]) =>
  z.nullable(z.number()).check(z.refine((ms) => choices.includes(ms)))

const Stored = z.object({
  version: z.literal(1),
  network: z.enum(['main', 'test', 'qa', 'dev', 'demo', 'custom']),
  custom: z.object({
    gridproxy: z.string(),
    relay: z.string(),
    chain: z.string(),
    activation: z.optional(z.string()),
    kyc: z.optional(z.string()),
    terms: z.optional(z.string()),
  }),
  refreshMs: choice(refreshChoices),
  autoLockMs: choice(autoLockChoices),
})

const defaults = (demo: boolean): Preferences => ({
  network: demo ? 'demo' : 'main',
  custom: { gridproxy: '', relay: '', chain: '' },
  refreshMs: MINUTE,
  autoLockMs: 15 * MINUTE,
})

/** What is wrong with each of one's own endpoints, in words; undefined where nothing is. */
export function customFaults(custom: CustomEndpoints) {
  return {
    gridproxy: endpointFault('http', custom.gridproxy),
    relay: endpointFault('ws', custom.relay),
    chain: custom.chain.trim() === '' ? undefined : endpointFault('ws', custom.chain),
    activation: optionalFault(custom.activation),
    kyc: optionalFault(custom.kyc),
    terms: optionalFault(custom.terms),
  }
}

const optionalFault = (typed = ''): string | undefined =>
  typed.trim() === '' ? undefined : endpointFault('http', typed)

const sound = (custom: CustomEndpoints) =>
  Object.values(customFaults(custom)).every((fault) => fault === undefined)

/**
 * The network of a name. Endpoints are trimmed and lose slashes at their end, as `Network` wants them.
 * Undefined for a custom network whose endpoints are not sound.
 */
export function networkOf(name: NetworkName, custom: CustomEndpoints): Network | undefined {
  if (name !== 'custom') return networks[name]
  if (!sound(custom)) return undefined
  const base = (typed: string) => typed.trim().replace(/\/+$/, '')
  const more = extras.flatMap((key) => {
    const typed = base(custom[key] ?? '')
    return typed === '' ? [] : [[key, typed] as const]
  })
  return {
    name,
    gridproxy: base(custom.gridproxy),
    relay: base(custom.relay),
    chain: base(custom.chain),
    ...Object.fromEntries(more),
  }
}

/** Reads the choices; whatever is missing, broken, of another version or not to be had here becomes the default. */
export function readPreferences(
  storage: Pick<Storage, 'getItem'>,
  options: { demo: boolean },
): Preferences {
  const fallback = defaults(options.demo)
  let value: unknown
  try {
    value = JSON.parse(storage.getItem(KEY) ?? 'null')
  } catch {
    return fallback // not JSON, or a browser that forbids the storage
  }
  const parsed = Stored.safeParse(value)
  if (!parsed.success) return fallback
  const { version: _, ...chosen } = parsed.data
  const usable =
    (chosen.network !== 'demo' || options.demo) &&
    networkOf(chosen.network, chosen.custom) !== undefined
  return usable ? chosen : { ...chosen, network: fallback.network }
}

/** The browser's storage; a page that may not have any remembers nothing, and works all the same. */
export function pageStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  try {
    return localStorage
  } catch {
    return { getItem: () => null, setItem: () => undefined, removeItem: () => undefined }
  }
}

/** Remembers the choices; where the browser forbids it they last as long as the page. */
export function writePreferences(storage: Pick<Storage, 'setItem'>, chosen: Preferences) {
  try {
    storage.setItem(KEY, JSON.stringify({ version: 1, ...chosen }))
  } catch {
    // the storage is full or forbidden: the choice holds for this page all the same
  }
}

import { BaseError } from '#lib/error.ts'
import type { Network } from '#lib/networks.ts'
import type { Curve } from '#rmb/identity.ts'
import type { KeyKind, PublicKeyFacts } from '#vault/record.ts'
import type { Preferences } from './preferences.ts'

export type DemoName = 'visitor' | 'tenant' | 'farmer'

/** One of the demo grid's people; the secret is a fixture that everybody knows. */
export interface DemoIdentity {
  name: Exclude<DemoName, 'visitor'>
  twin: number
  curve: Curve
  secret: string
}

/** The twin that speaks. */
export interface Speaking {
  twin: number
  curve: Curve
  address: string
  kind: KeyKind
  /**
   * Its secp256k1 key, 33 bytes: what the grid should have published for it, if anything. Undefined where no
   * secret to decipher with is here: an sr25519 keystore without a cipher key of its own.
   */
  pk: Uint8Array | undefined
  demoName?: DemoName
}

/** The key that is unlocked in the Worker: it signs extrinsics and deployments. */
export interface HeldKey {
  /** SS58 in format 42. */
  address: string
  curve: Curve
  kind: KeyKind
  /** null: it has no twin here, so it cannot speak over RMB. */
  twin: number | null
  /** Its secp256k1 key, 33 bytes, to be published when its twin is made; undefined as in `Speaking`. */
  pk: Uint8Array | undefined
  /** Whether it is also kept in this browser, under a password. */
  sealed: boolean
}

/** A sealed key as it may be shown. */
export type SealedInfo = PublicKeyFacts & { id: string; createdAt: number }

/** Why nobody speaks any more, or what went wrong beside the point. */
export type Notice =
  | { kind: 'idle' }
  | { kind: 'broken' }
  | { kind: 'elsewhere' }
  | { kind: 'not-stored'; message: string }
  | { kind: 'storage'; message: string }

export interface SessionState extends Preferences {
  endpoints: Network
  phase: 'locked' | 'deriving' | 'unlocked'
  /** How far scrypt is, 0 … 1; null when it is not at work. */
  progress: number | null
  twin: Speaking | null
  /** The key unlocked in the Worker; `twin` is set only where this key also speaks over RMB. */
  key: HeldKey | null
  /** The same secret's account on the other curve has a twin: it can be taken without typing again. */
  offer: { curve: Curve; twin: number } | null
  sealed: readonly SealedInfo[]
  /** Sealed keys of this network that cannot be read. */
  damaged: number
  /** The demo grid's people, none when it does not run; `demoName` is which of them one is, null for a twin of one's own. */
  demo: readonly DemoIdentity[]
  demoName: DemoName | null
  demoAvailable: boolean
  notice: Notice | null
}

/**
 * - `no-twin` the account has none on this network · `other-curve` only the other curve's account has one
 * - `lookup` the grid proxy could not be asked · `no-record` no such sealed key · `no-demo` no such demo identity
 * - `endpoints` the endpoints of one's own network are not sound · `no-key` no key is unlocked that could do this
 */
export type SessionErrorCode =
  | 'no-twin'
  | 'other-curve'
  | 'lookup'
  | 'no-record'
  | 'no-demo'
  | 'endpoints'
  | 'no-key'

export class SessionError extends BaseError<SessionErrorCode> {
  override readonly name = 'SessionError'
}

/** Which grid a sealed key's twin number belongs to. */
export const networkKey = (network: Network) =>
  network.name === 'custom' ? `custom ${network.gridproxy}` : network.name

/** A network in a sentence. */
export const networkWords = (network: Network) =>
  network.name === 'custom'
    ? `your own network (${new URL(network.gridproxy).host})`
    : `the ${network.name} network`

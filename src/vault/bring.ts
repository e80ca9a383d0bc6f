import { equal, type Bytes } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import type { Candidate } from './candidate.ts'
import type { Curve, KeyCrypto, PairOf } from './crypto.ts'
import { VaultError } from './error.ts'
import type { Work } from './kdf.ts'
import { openKeystore, otherAccount, readKeystore } from './keystore.ts'
import type { Kdf, SealedKey } from './record.ts'
import { seal } from './seal.ts'

/** What is known of a secret before it is known which twin it belongs to. */
export interface Derived {
  curve: Curve
  account: Bytes
  address: string
  /** The account that the same secret gives on the other curve; a keystore is of one curve only. */
  other?: { curve: Curve; address: string }
}

/** A key that came here, and what may be told of it. */
export interface Brought<T> {
  candidate: Candidate
  told: T
}

const otherCurve = (curve: Curve): Curve => (curve === 'sr25519' ? 'ed25519' : 'sr25519')

/** The 32-byte account key of a secret. */
export async function accountOf({ pair }: PairOf, secret: Bytes, curve: Curve): Promise<Bytes> {
  const made = await pair(secret, curve)
  made.dispose()
  return made.account
}

/** Runs what needs a secret; wipes it where that fails. */
async function orWiped<T>(secret: Bytes, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    secret.fill(0)
    throw error
  }
}

/** A mnemonic or hex seed that was typed. */
export async function typedKey(
  crypto: PairOf & Pick<KeyCrypto<{ dispose(): void }>, 'miniSecret'>,
  typed: string,
  curve: Curve,
): Promise<Brought<Derived>> {
  const secret = crypto.miniSecret(typed)
  return orWiped(secret, async () => {
    const account = await accountOf(crypto, secret, curve)
    const other = otherCurve(curve)
    const otherAddress = toSs58(await accountOf(crypto, secret, other))
    return {
      candidate: { material: { secret }, curve, kind: 'vault' },
      told: {
        curve,
        account,
        address: toSs58(account),
        other: { curve: other, address: otherAddress },
      },
    }
  })
}

/** The key in a keystore file; its secret must give the account that the file names. */
export async function keystoreKey(
  crypto: PairOf,
  file: string,
  password: string,
  work: Work,
): Promise<Brought<Derived>> {
  const { secret, account, curve } = await openKeystore(readKeystore(file), password, work)
  return orWiped(secret, async () => {
    if (!equal(await accountOf(crypto, secret, curve), account)) throw otherAccount()
    if (work.signal?.aborted) throw new VaultError('aborted', 'Given up.')
    return {
      candidate: { material: { secret }, curve, kind: 'keystore' },
      told: { curve, account, address: toSs58(account) },
    }
  })
}

/** A new ed25519 key, sealed before anybody knows its address. */
export async function freshKey(
  crypto: PairOf,
  password: string,
  network: string,
  sealing: Work & { kdf?: Kdf; now: number },
): Promise<Brought<SealedKey>> {
  const curve = 'ed25519'
  const secret = globalThis.crypto.getRandomValues(new Uint8Array(32))
  return orWiped(secret, async () => {
    const address = toSs58(await accountOf(crypto, secret, curve))
    const facts = { kind: 'session', twin: null, curve, address, network } as const
    const told = await seal({ secret }, password, facts, sealing)
    if (sealing.signal?.aborted) throw new VaultError('aborted', 'Given up.')
    return { candidate: { material: { secret }, curve, kind: 'session' }, told }
  })
}

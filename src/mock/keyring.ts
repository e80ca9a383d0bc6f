import { sha256 } from '@noble/hashes/sha2.js'
import { entropyToMnemonic } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english'
import { fromHex, toHex, utf8, type Bytes } from '#lib/bytes.ts'
import { toSs58 } from '#lib/ss58.ts'
import { sharedKey } from '#rmb/cipher.ts'
import { keyPair, miniSecret, pkOf, type KeyPair } from '#rmb/keys.ts'
import type { Db, TwinRow } from './schema.ts'

/** What everybody may know of a twin: what the chain says of it. */
export interface TwinFacts {
  account: Bytes
  address: string
  /** What stands on chain: absent when the twin has published none; may be no key at all on purpose. */
  pk: Bytes | undefined
}

/** The keys of one demo twin. All of it can be made again from the grid's seed; nothing here is worth anything. */
export interface TwinKeys extends TwinFacts {
  pair: KeyPair
  mini: Bytes
}

/** The 32 bytes of a twin that has no secret of its own. */
const derived = (seed: number, twin: number): Bytes =>
  new Uint8Array(sha256(utf8(`demo grid ${seed}, twin ${twin}`)))

/** Twelve words that belong to a seed and a name. */
export const wordsOf = (seed: number, name: string): string =>
  entropyToMnemonic(sha256(utf8(`demo grid ${seed}, ${name}`)).slice(0, 16), wordlist)

/** A secret as a person types it: words where the row has them, hex otherwise. */
export const secretOf = (db: Db, row: TwinRow): string =>
  row.secret ?? `0x${toHex(derived(db.seed, row.twin))}`

// words cost some 10 ms, and every grid of a seed has the same ones
const minis = new Map<string, Bytes>()

/** The 32 bytes that all keys of a twin come from. */
export function miniOf(db: Db, { secret, twin }: TwinRow): Bytes {
  if (secret === null) return derived(db.seed, twin)
  const mini = minis.get(secret) ?? miniSecret(secret)
  minis.set(secret, mini)
  return mini.slice()
}

const published = ({ pk }: TwinRow): Bytes | undefined =>
  typeof pk === 'string' ? fromHex(pk) : undefined

/**
 * Makes the keys of twins when they are first needed: a fleet of 5,000 has as many twins, and one costs
 * some milliseconds.
 */
export function createKeyring(db: Db) {
  const keys = new Map<number, Promise<TwinKeys>>()
  const shared = new Map<string, Promise<CryptoKey>>()

  async function make(row: TwinRow): Promise<TwinKeys> {
    const mini = miniOf(db, row)
    const pair = await keyPair(mini, row.curve)
    const pk = row.pk === true ? pkOf(mini) : published(row)
    const { account } = pair
    return { pair, account, address: toSs58(account), pk, mini }
  }

  function of(twin: number): Promise<TwinKeys> | undefined {
    const row = db.twins.get(twin)
    if (!row || row.account !== undefined) return undefined
    let made = keys.get(twin)
    if (!made) {
      made = make(row)
      keys.set(twin, made)
    }
    return made
  }

  return {
    /** All keys of a twin of the demo's own; undefined when it has no such twin. */
    of,
    /** What is public of any twin on the chain; undefined when there is no such twin. */
    async facts(twin: number): Promise<TwinFacts | undefined> {
      const row = db.twins.get(twin)
      if (row?.account === undefined) return of(twin)
      const account = fromHex(row.account) ?? new Uint8Array(32)
      return { account, address: toSs58(account), pk: published(row) }
    },
    /** The key that two twins share; rejects when the other's published one is unusable. */
    between(mine: TwinKeys, peerPk: Bytes): Promise<CryptoKey> {
      const id = `${mine.address}:${toHex(peerPk)}`
      let key = shared.get(id)
      if (!key) {
        key = sharedKey(mine.mini, peerPk)
        shared.set(id, key)
      }
      return key
    },
    /** Forgets a twin's keys after its row has changed. */
    forget(twin: number) {
      keys.delete(twin)
    },
  }
}

export type Keyring = ReturnType<typeof createKeyring>

import type { DBSchema, IDBPDatabase } from 'idb'
import { challengeHash } from '#gridtypes/challenge.ts'
import { parseDeployment } from '#gridtypes/deployment.ts'
import { database, notStored } from '#lib/database.ts'
import { messageOf } from '#lib/error.ts'
import { DeployError } from './error.ts'

/** How a copy came here: sent from here, found by a search among orders, or brought by a person. */
export type Origin = 'sent' | 'found' | 'brought'

/** What was signed of a deployment, to the byte. */
export interface KeptCopy {
  network: string
  contractId: bigint
  /** The deployment's twin. */
  twin: number
  version: number
  /** Of the text, 32 lower-case hex digits. */
  hash: string
  /** The exact JSON. It holds passwords, keys and environments as they are. */
  text: string
  /** When it was kept, Unix ms. */
  at: number
  from: Origin
}

/** A copy to be kept; its twin and version are in the text. */
export type NewCopy = Omit<KeptCopy, 'twin' | 'version'>

/** Characters of JSON; 200 workloads have some 100,000. */
const MAX_TEXT = 2_000_000
/** Versions of one contract. An update keeps the older until the contract's hash has moved. */
const MAX_VERSIONS = 6
const MAX_COPIES = 500
/** What nobody looked at for so long is of contracts that are no more. */
const MAX_UNSEEN_MS = 2 * 365 * 86_400_000
const DAY_MS = 86_400_000

/** In the database; contract ids are text, for IndexedDB has no bigint keys. `seen` in Unix ms. */
interface Row extends Omit<KeptCopy, 'contractId'> {
  contract: string
  seen: number
}

interface Schema extends DBSchema {
  copies: {
    key: [network: string, contract: string, hash: string]
    value: Row
    indexes: { contract: [network: string, contract: string]; seen: number }
  }
}

const contractOf = (contractId: bigint) => contractId.toString()

/** Whose copies: all of a network, of one of its twins, or of one contract. */
export interface Whose {
  network: string
  twin?: number
  contractId?: bigint
}

/**
 * Copies of what was signed, in IndexedDB, several versions of a contract side by side. They hold the
 * secrets of a deployment in plain text, as the node answers them to its owner: they never leave this
 * browser, no export has them, and `forget` removes them. Opened at the first use.
 */
export function keptCopies(name = 'zos-console-kept', now: () => number = Date.now) {
  const withDb = database<Schema>(name, (fresh) => {
    const store = fresh.createObjectStore('copies', { keyPath: ['network', 'contract', 'hash'] })
    store.createIndex('contract', ['network', 'contract'])
    store.createIndex('seen', 'seen')
  })
  const attempt = <T>(what: string, work: (open: IDBPDatabase<Schema>) => Promise<T>) =>
    withDb(work).catch((cause: unknown): never => {
      throw new DeployError('storage', notStored(what), { cause })
    })

  const rowsOf = (open: IDBPDatabase<Schema>, network: string, contractId: bigint) =>
    open.getAllFromIndex('copies', 'contract', [network, contractOf(contractId)])

  /** Removes what is too old or too much, the least looked at first. */
  async function prune(open: IDBPDatabase<Schema>) {
    const store = open.transaction('copies', 'readwrite').store
    let surplus = (await store.count()) - MAX_COPIES
    for (let at = await store.index('seen').openCursor(); at; at = await at.continue()) {
      if (surplus <= 0 && at.value.seen >= now() - MAX_UNSEEN_MS) break
      surplus--
      await at.delete()
    }
  }

  return {
    /**
     * The copies of a contract, the newest first. A browser that does not store, or a store that broke,
     * is no reason to stop: none is kept then, and `fault` says so.
     */
    async get(
      network: string,
      contractId: bigint,
    ): Promise<{ copies: KeptCopy[]; fault?: string }> {
      try {
        return await attempt('read its kept copies', async (open) => {
          const rows = (await rowsOf(open, network, contractId)).filter(isSound)
          for (const row of rows.filter(({ seen }) => seen < now() - DAY_MS)) {
            await open.put('copies', { ...row, seen: now() })
          }
          const copies = rows.map(({ contract: _contract, seen: _seen, ...rest }) => ({
            ...rest,
            contractId,
          }))
          return { copies: copies.toSorted((a, b) => b.at - a.at) }
        })
      } catch (error) {
        return { copies: [], fault: messageOf(error) }
      }
    },

    /** Which copies are kept of a network, each as `contract hash`. Rejects with DeployError `storage`. */
    held: (network: string): Promise<ReadonlySet<string>> =>
      attempt('read its kept copies', async (open) => {
        // an array is greater than every text, so this is all of the network
        const keys = await open.getAllKeys('copies', IDBKeyRange.bound([network], [network, []]))
        return new Set(keys.map(([, contract, hash]) => `${contract} ${hash}`))
      }),

    /**
     * Keeps a copy; one of the same hash stays as it is. Answers with its twin and version. Rejects with DeployError: `mismatch` when the
     * text has another hash, `unreadable` when it is no deployment, `too-large`, `storage`.
     */
    async put(copy: NewCopy): Promise<Pick<KeptCopy, 'twin' | 'version'>> {
      const { twin_id: twin, version } = checked(copy)
      await attempt('keep a copy', async (open) => {
        const { contractId, ...rest } = copy
        const contract = contractOf(contractId)
        const rows = await rowsOf(open, copy.network, contractId)
        if (rows.some((row) => row.hash === copy.hash && isSound(row))) return
        await open.put('copies', { ...rest, contract, twin, version, seen: now() })
        const older = rows
          .filter(({ hash }) => hash !== copy.hash)
          .toSorted((a, b) => b.at - a.at)
          .slice(MAX_VERSIONS - 1)
        for (const { network, hash } of older)
          await open.delete('copies', [network, contract, hash])
        await prune(open)
      })
      return { twin, version }
    },

    /** Removes copies. Rejects with DeployError `storage`. */
    forget: ({ network, twin, contractId }: Whose): Promise<void> =>
      attempt('forget its kept copies', async (open) => {
        const contract = contractId === undefined ? undefined : contractOf(contractId)
        const store = open.transaction('copies', 'readwrite').store
        for (let at = await store.openCursor(); at; at = await at.continue()) {
          const { value } = at
          if (value.network !== network) continue
          if (twin !== undefined && value.twin !== twin) continue
          if (contract !== undefined && value.contract !== contract) continue
          await at.delete()
        }
      }),
  }
}

export type KeptCopies = ReturnType<typeof keptCopies>

/** The deployment of a copy. Throws DeployError where it is not what it says to be. */
function checked({ text, hash }: Pick<NewCopy, 'text' | 'hash'>) {
  if (text.length > MAX_TEXT) {
    throw new DeployError('too-large', 'This deployment is larger than the console keeps.')
  }
  const { deployment, hash: own } = readSigned(text)
  if (own !== hash) {
    throw new DeployError('mismatch', `This deployment has the hash ${own}, not ${hash}.`)
  }
  return deployment
}

/**
 * Reads a deployment that a person brings and its hash. Throws DeployError `unreadable` with a sentence; the
 * sentence quotes nothing of the text.
 */
export function readSigned(text: string) {
  try {
    const deployment = parseDeployment(text)
    return { deployment, hash: challengeHash(deployment) }
  } catch (cause) {
    throw new DeployError(
      'unreadable',
      'This is no deployment as a node takes it: JSON with version, twin_id, workloads and signature_requirement.',
      { cause },
    )
  }
}

/** A row may be damaged, or of a version to come; what does not have its own hash is none. */
function isSound(row: unknown): row is Row {
  const { text, hash, at, seen } = row as Partial<Row> // an object by its key path
  if (typeof text !== 'string' || typeof hash !== 'string') return false
  if (typeof at !== 'number' || typeof seen !== 'number') return false
  try {
    checked({ text, hash })
    return true
  } catch {
    return false
  }
}

import { fromSs58 } from '#lib/ss58.ts'
import { APIS, type Description } from './description.ts'
import { feeOf, WEIGHT } from './execute.ts'
import { fromHex } from '#lib/bytes.ts'
import { headerJson, hex, pastHash } from './header.ts'
import { blockOf, type Block } from './archive.ts'
import { TRANSACTION_VERSION, type Ledger } from './ledger.ts'
import { bytesOf, hashOf, keysOf, textOf } from './params.ts'
import type { Reads } from './reads.ts'
import { badParams } from './rpcerror.ts'
import type { Runtime } from './runtimeapi.ts'

/** What the answers are made of. */
export interface Node {
  description: Description
  ledger: Ledger
  reads: Reads
  runtime: Runtime
  network: string
}

/** How a session follows something: `start` is called with what pushes, and answers what ends it. */
export interface Follow {
  /** The method name of the pushes. */
  method: string
  start: (push: (result: unknown) => void) => () => void
}

type Method = (...params: readonly unknown[]) => unknown

export const versionOf = ({ spec }: Description) => ({
  specName: 'substrate-threefold',
  implName: 'substrate-threefold',
  authoringVersion: 1,
  specVersion: spec,
  implVersion: 1,
  apis: APIS.map(([id, version]) => [`0x${id}`, version]),
  transactionVersion: TRANSACTION_VERSION,
  stateVersion: 0,
})

/** Number of a block as clients write it: a number, or hex. */
const numberOf = (param: unknown): number => Number(param)

/** Every method that answers once (facts: tfchain.md section 12). */
export function createMethods({ description, ledger, reads, runtime, network }: Node) {
  const blockJson = (block: Block) => ({
    block: { header: headerJson(block.header), extrinsics: block.extrinsics.map(hex) },
    justifications: null,
  })
  const blockAt = (param: unknown): Block | undefined => {
    const hash = hashOf(param)
    return hash === undefined ? ledger.head() : (ledger.block(hash) ?? passed(hash))
  }
  /** Numbers that passed without a block, by the hashes that were given for them: whoever looks finds nothing in them. */
  const past = new Map<string, number>()
  function passed(hash: string): Block | undefined {
    const number = past.get(hash)
    const parent = number === undefined ? undefined : fromHex(ledger.hashAt(number - 1) ?? '-')
    if (number === undefined || !parent) return undefined
    const { stateRoot, extrinsicsRoot } = ledger.genesis.header
    return blockOf({ parentHash: parent, number, stateRoot, extrinsicsRoot, logs: [] })
  }
  const hashAt = (param?: unknown): unknown => {
    if (param === undefined || param === null) return ledger.head().hash
    if (Array.isArray(param)) return param.map(hashAt)
    const number = numberOf(param)
    const hash = ledger.hashAt(number) ?? null
    if (hash === pastHash(number)) past.set(hash, number)
    return hash
  }

  const methods: Record<string, Method> = {
    chain_getBlockHash: hashAt,
    chain_getHead: hashAt,
    chain_getHeader: (at) => {
      const block = blockAt(at)
      return block ? headerJson(block.header) : null
    },
    chain_getBlock: (at) => {
      const block = blockAt(at)
      return block ? blockJson(block) : null
    },
    chain_getFinalizedHead: () => ledger.finalized().hash,
    state_getRuntimeVersion: () => versionOf(description),
    state_getMetadata: () => runtime.metadata,
    state_call: (name, args) => runtime.call(textOf(name), bytesOf(args)),
    state_getStorage: (key, at) => reads.value(textOf(key), hashOf(at)),
    state_getStorageAt: (key, at) => reads.value(textOf(key), hashOf(at)),
    state_queryStorageAt: (keys, at) => [
      { block: reads.blockAt(hashOf(at)).hash, changes: reads.values(keysOf(keys), hashOf(at)) },
    ],
    state_getKeysPaged: (prefix, count, start, at) =>
      reads.page(textOf(prefix), Number(count), hashOf(start), hashOf(at)),
    payment_queryInfo: (extrinsic) => ({
      weight: { refTime: Number(WEIGHT.ref_time), proofSize: Number(WEIGHT.proof_size) },
      class: 'Normal',
      partialFee: String(feeOf(bytesOf(extrinsic).length)),
    }),
    author_submitExtrinsic: (bytes) => hex(ledger.submit(bytesOf(bytes)).extrinsic.hash),
    author_pendingExtrinsics: () => ledger.pool.all().map(({ extrinsic }) => hex(extrinsic.bytes)),
    system_accountNextIndex: (address) => {
      const account = fromSs58(textOf(address))
      if (!account) throw badParams('no address')
      return ledger.pool.nextNonce(account)
    },
    system_chain: () => network,
    system_chainType: () => 'Development',
    system_name: () => 'demo chain',
    system_version: () => '2.9.0',
    system_health: () => ({ peers: 1, isSyncing: false, shouldHavePeers: false }),
    system_properties: () => ({ ss58Format: 42, tokenDecimals: 7, tokenSymbol: 'TFT' }),
  }
  return methods
}

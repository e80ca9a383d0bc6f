import { concat, fromHex, type Bytes } from '#lib/bytes.ts'
import { blake256 } from '#mock/chain/extrinsic.ts'
import { compact, littleEndian } from '#mock/chain/scale.ts'

/** What `@polkadot/api` asks an extension to sign: its `SignerPayloadJSON`; numbers are 0x-hex, big-endian. */
export interface PayloadJson {
  address: string
  blockHash: string
  blockNumber: string
  era: string
  genesisHash: string
  method: string
  nonce: string
  specVersion: string
  tip: string
  transactionVersion: string
  signedExtensions: string[]
  version: number
  mode?: number
  metadataHash?: string | null
  assetId?: string | object
}

/** What of a payload cannot be read; extensions throw such things as they are. */
const bytesOf = (hex: string, what: string): Bytes => {
  const bytes = fromHex(hex)
  if (!bytes) throw new Error(`Unable to read the ${what} of the payload`)
  return bytes
}
const u32 = (hex: string) => littleEndian(BigInt(hex), 4)

type Part = (payload: PayloadJson) => Bytes
const nothing: Part = () => new Uint8Array(0)

const mortality: Extension = {
  sent: ({ era }) => bytesOf(era, 'era'),
  signed: ({ blockHash }) => bytesOf(blockHash, 'block hash'),
}
const spec: Extension = { sent: nothing, signed: ({ specVersion }) => u32(specVersion) }
const empty: Extension = { sent: nothing, signed: nothing }

interface Extension {
  /** What goes with the call. */
  sent: Part
  /** What is signed without being sent. */
  signed: Part
}

/** What each signed extension adds, after the table that real extensions use (@polkadot/types 16.5.6 signedExtensions). */
const EXTENSIONS: Readonly<Record<string, Extension>> = {
  ChargeTransactionPayment: { sent: ({ tip }) => compact(BigInt(tip)), signed: nothing },
  CheckEra: mortality,
  CheckGenesis: {
    sent: nothing,
    signed: ({ genesisHash }) => bytesOf(genesisHash, 'genesis hash'),
  },
  CheckMetadataHash: {
    sent: ({ mode = 0 }) => Uint8Array.of(mode),
    signed: ({ metadataHash }) =>
      metadataHash
        ? concat(Uint8Array.of(1), bytesOf(metadataHash, 'metadata hash'))
        : Uint8Array.of(0),
  },
  CheckMortality: mortality,
  CheckNonce: { sent: ({ nonce }) => compact(BigInt(nonce)), signed: nothing },
  CheckNonZeroSender: empty,
  CheckSpecVersion: spec,
  CheckTxVersion: { sent: nothing, signed: ({ transactionVersion }) => u32(transactionVersion) },
  CheckVersion: spec,
  CheckWeight: empty,
}

/** Extensions of the payload that the wallet knows nothing of; like the real one it adds nothing for them. */
export const unknownExtensions = ({ signedExtensions }: PayloadJson): string[] =>
  signedExtensions.filter((name) => !Object.hasOwn(EXTENSIONS, name))

/**
 * The bytes that are signed for an extrinsic of format 4: the call, what the payload's own `signedExtensions`
 * send, and then what they only sign, in their order (facts: tfchain.md section 14). Longer than 256 bytes,
 * they are hashed. Throws on what it cannot read.
 */
export function signedPayload(payload: PayloadJson): Bytes {
  if (payload.version !== 4) throw new Error(`Unable to sign format ${payload.version}`)
  const parts = payload.signedExtensions.map((name) => EXTENSIONS[name] ?? empty)
  const bytes = concat(
    bytesOf(payload.method, 'call'),
    ...parts.map(({ sent }) => sent(payload)),
    ...parts.map(({ signed }) => signed(payload)),
  )
  return bytes.length > 256 ? blake256(bytes) : bytes
}

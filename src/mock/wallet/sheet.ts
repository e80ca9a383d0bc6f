import { fromHex } from '#lib/bytes.ts'
import { birth, mortal } from '#mock/chain/era.ts'
import { callInWords, readable } from './decode.ts'
import type { KnownChain } from './memory.ts'
import { unknownExtensions, type PayloadJson } from './payload.ts'

/** What the wallet puts before a person. */
export interface Sheet {
  title: string
  /** Who asks: the name the site gives itself, and where it is. */
  by: string
  facts: [label: string, value: string][]
  /** What is signed, line by line; undefined when nothing is. */
  code: { label: string; text: string } | undefined
  note: string | undefined
}

/** Puts a sheet before a person; true is approval. */
export type AskPerson = (sheet: Sheet) => Promise<boolean>

export interface Who {
  name: string
  address: string
  curve: string
}

const signer = ({ name, address, curve }: Who): [string, string] => [
  'Account',
  `${name} (${curve}) ${address}`,
]

export const accessSheet = (by: string, accounts: number): Sheet => ({
  title: 'Let this site see your accounts?',
  by,
  facts: [['Accounts', String(accounts)]],
  code: undefined,
  note: 'It may ask for signatures afterwards; each is put before you.',
})

export const metadataSheet = (by: string, chain: KnownChain, known?: KnownChain): Sheet => ({
  title: known ? 'Update what is known of this network?' : 'Add this network?',
  by,
  facts: [
    ['Network', chain.chain],
    ['Genesis hash', chain.genesisHash],
    ['Version', known ? `${known.specVersion} → ${chain.specVersion}` : String(chain.specVersion)],
  ],
  code: undefined,
  note: 'Calls of this network can then be shown in words.',
})

export const bytesSheet = (by: string, who: Who, signed: Uint8Array): Sheet => ({
  title: 'Sign a message?',
  by,
  facts: [signer(who)],
  code: { label: 'Message', text: readable(signed).replace(/^“(.*)”$/, '$1') },
  note: undefined,
})

const decimal = (hex: string): string => {
  try {
    return BigInt(hex).toString()
  } catch {
    return hex
  }
}

/** `blockNumber` is the block that the era was made at. */
function lifetime({ era, blockNumber }: PayloadJson): string {
  const [low = 0, high] = fromHex(era) ?? []
  const read = high === undefined ? undefined : mortal(low, high)
  if (read === undefined || read === 'immortal') return 'for ever'
  const from = birth(read, Number(blockNumber))
  return `blocks ${from} to ${from + read.period - 1}`
}

const base64 = (encoded: string): Uint8Array =>
  Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0))

/** In words only where the chain is known in just the version that is signed for, as the real one does it. */
function words(payload: PayloadJson, known: KnownChain | undefined): string | undefined {
  if (!known?.metaCalls || decimal(payload.specVersion) !== String(known.specVersion)) {
    return undefined
  }
  try {
    return callInWords(base64(known.metaCalls), fromHex(payload.method) ?? new Uint8Array(0))
  } catch {
    return undefined // not base64
  }
}

export function payloadSheet(
  by: string,
  who: Who,
  payload: PayloadJson,
  known: KnownChain | undefined,
): Sheet {
  const read = words(payload, known)
  const unknown = unknownExtensions(payload)
  const notes = [
    ...(read === undefined
      ? ['The call is shown in digits: this network’s metadata is not known.']
      : []),
    ...(unknown.length > 0
      ? [`Unknown to this wallet, signed without: ${unknown.join(', ')}.`]
      : []),
  ]
  return {
    title: 'Sign a transaction?',
    by,
    facts: [
      signer(who),
      ['Network', known?.chain ?? payload.genesisHash],
      ['Version', decimal(payload.specVersion)],
      ['Number of the account', decimal(payload.nonce)],
      ['Tip', `${decimal(payload.tip)} units`],
      ['Lifetime', lifetime(payload)],
    ],
    code: { label: 'Call', text: read ?? payload.method },
    note: notes.length > 0 ? notes.join(' ') : undefined,
  }
}

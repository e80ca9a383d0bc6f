import { fromHex } from '#lib/bytes.ts'
import { asTwin, type TwinId } from '#lib/ids.ts'
import { readSs58, toSs58 } from '#lib/ss58.ts'

/** An account that this browser knows: one's own, or one that was paid before. */
export interface Known {
  /** SS58 in format 42. */
  address: string
  name: string
  own: boolean
}

/** What stands in the field for the recipient. */
export type Recipient =
  | { kind: 'nothing' }
  /** Format 42, whatever was typed; `note` says what it was made from where it differs. */
  | {
      kind: 'account'
      address: string
      note: string | undefined
      /** In whose format it was written, where that is another chain's: "Polkadot’s format", "format 37". */
      foreign?: string
    }
  | { kind: 'twin'; twin: TwinId }
  | { kind: 'wrong'; why: string }

const FORMATS: Readonly<Record<number, string>> = { 0: 'Polkadot', 2: 'Kusama', 5: 'Astar' }

/** Reads an address of any format, a public key in hex, or the number of a twin. */
export function readRecipient(typed: string, known: readonly Known[]): Recipient {
  const text = typed.trim()
  if (text === '') return { kind: 'nothing' }
  if (/^(twin\s*)?\d{1,10}$/i.test(text)) {
    const twin = asTwin(text.replace(/\D/g, ''))
    return twin === undefined || twin === 0
      ? { kind: 'wrong', why: 'There is no twin of this number.' }
      : { kind: 'twin', twin }
  }
  const key = /^0x[0-9a-f]{64}$/i.test(text) ? fromHex(text.slice(2)) : undefined
  if (key) {
    return { kind: 'account', address: toSs58(key), note: 'The public key typed, as an address:' }
  }
  if (/^0x[0-9a-f]{40}$/i.test(text)) {
    return wrong('This is an Ethereum address. TFT of this chain cannot be sent there.')
  }
  if (/^G[A-Z2-7]{55}$/.test(text)) {
    return wrong(
      'This is a Stellar address. TFT reach it over the bridge, which this console does not cross.',
    )
  }
  const read = readSs58(text)
  if ('account' in read) {
    const address = toSs58(read.account)
    if (read.format === 42) return { kind: 'account', address, note: undefined }
    const chain = FORMATS[read.format]
    return {
      kind: 'account',
      address,
      note: `The same account in this chain’s format (${chain ?? `format ${read.format}`}):`,
      foreign: chain === undefined ? `format ${read.format}` : `${chain}’s format`,
    }
  }
  switch (read.fault) {
    case 'letter':
      return wrong(
        `Character ${read.at} cannot be in an address: it has letters and digits without 0, O, I and l.`,
      )
    case 'length':
      return wrong(
        `An address has 48 characters; here are ${text.length}. Paste it again, from end to end.`,
      )
    case 'check': {
      const near = known.find(({ address }) => differing(address, text) <= 3)
      return wrong(
        near
          ? `A character is wrong somewhere. It is nearly ${near.name}, ${short(near.address)}; choose that one if it is meant.`
          : 'A character is wrong somewhere: the check sum at its end does not fit. Paste it again.',
      )
    }
    default:
      return read satisfies never
  }
}

const wrong = (why: string): Recipient => ({ kind: 'wrong', why })

/** `5GrwvaEF…utQY`. */
export const short = (address: string) => `${address.slice(0, 8)}…${address.slice(-4)}`

/** In how many places two texts differ; what one has more counts in full. */
function differing(a: string, b: string): number {
  let count = Math.abs(a.length - b.length)
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) count++
  return count
}

/**
 * A known account that this address only looks like: begins and ends as it does, as made by those who hope for
 * a copy from a list of payments. People compare the ends; every address of this chain begins with 5.
 */
export function lookAlike(address: string, known: readonly Known[]): Known | undefined {
  return known.find(
    ({ address: other }) =>
      other !== address &&
      ((other.slice(0, 4) === address.slice(0, 4) && other.slice(-3) === address.slice(-3)) ||
        other.slice(0, 6) === address.slice(0, 6) ||
        other.slice(-5) === address.slice(-5)),
  )
}

import type { IgnoredSignature, SignatureReport, Signer, SignerState } from '#gridtypes/signers.ts'
import { POLKA_WALLET } from '#gridtypes/style.ts'
import type { State } from '#ui/State.tsx'

/** The look and the word of each verdict on a signature. */
export const verdicts = {
  valid: { state: 'ok', word: 'valid' },
  invalid: { state: 'error', word: 'invalid' },
  missing: { state: 'error', word: 'missing' },
  unknown: { state: 'unknown', word: 'cannot be checked' },
} satisfies Record<SignerState, { state: State; word: string }>

/** How the signature style is to be read. */
export function styleWords(style: string): string {
  if (style === '') return 'Default: the 16 bytes of the hash are signed'
  if (style === POLKA_WALLET) return 'The text of the hash between <Bytes> tags is signed'
  return 'Unknown to the node, so it is signed as by default'
}

/** Whether a twin has to sign, as it is written and as the node takes it. */
export const requiredWords = ({ owner, required }: Signer): string =>
  owner ? 'yes, as owner' : required ? 'yes' : 'no, but needed'

/** With which curve the node checks it, and what was written where that is another word. */
export function curveWords({ curve, signature_type }: Signer): string | undefined {
  if (curve === null) return undefined
  if (signature_type === curve) return curve
  return signature_type === ''
    ? `${curve}, no type written`
    : `${curve}, written as “${signature_type.slice(0, 24)}”`
}

/** What all of it comes to. One that fails is enough for a refusal, whatever the others are. */
export function overall({ signers, verdict }: SignatureReport): { state: State; words: string } {
  const fails = signers.some(({ state }) => state === 'invalid' || state === 'missing')
  if (verdict?.ok) return { state: 'ok', words: "All hold for the contract's hash" }
  if (verdict || fails) return { state: 'error', words: "Do not hold for the contract's hash" }
  return { state: 'warn', words: 'Cannot be checked' }
}

/** Why a signature is not looked at. */
export const ignoredWords = ({ twin_id, signature_type, why }: IgnoredSignature): string => {
  const kind = signature_type === '' ? '' : ` (${signature_type.slice(0, 24)})`
  return why === 'unlisted'
    ? `A signature of twin ${twin_id}${kind} is ignored: nobody asked that twin to sign.`
    : `A further signature of twin ${twin_id}${kind} is ignored: the first of a twin counts.`
}

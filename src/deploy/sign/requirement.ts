import type { SignatureRequirement } from '#gridtypes/deployment.ts'
import { POLKA_WALLET } from '#gridtypes/style.ts'
import { can, type Session, type Verdict } from '#node/can.ts'

/** Somebody who is asked to sign a deployment. */
export interface Party {
  twin: number
  /** A wallet's account, or a key that a console holds. Where it is not known, `wallet`: keys sign that style too. */
  by: 'wallet' | 'key'
  /** What the signature counts. */
  weight: bigint
}

/**
 * Who of this console signs what it deploys, or why nothing may be signed at all: a wallet alone is refused
 * here, before anything is paid (facts: rmb.md section 7.5).
 */
export function partyOf(session: Session): { party: Party } | { refused: Verdict & { ok: false } } {
  const verdict = can.deploy(session)
  if (!verdict.ok) return { refused: verdict }
  const { twin, signer } = session
  // whoever may deploy is a twin and has an account that signs
  return { party: { twin: twin!, by: signer!.kind === 'wallet' ? 'wallet' : 'key', weight: 1n } }
}

/**
 * One style for all signatures of a deployment: that of browser wallets as soon as one of them signs, since
 * wallets sign nothing else and keys sign either (facts: node-api.md section 4).
 */
export const styleFor = (parties: readonly Party[]): '' | typeof POLKA_WALLET =>
  parties.some(({ by }) => by === 'wallet') ? POLKA_WALLET : ''

const sumOf = (parties: readonly Party[]) => parties.reduce((sum, { weight }) => sum + weight, 0n)

/**
 * What a deployment asks of its signers, the owner first. Every request is required, which is what nodes make of
 * it anyway. Without a weight, all of it is. `signerTroubles` tells what is wrong with it beforehand.
 */
export function requirementOf(
  owner: Party,
  others: readonly Party[] = [],
  weight_required: bigint = sumOf([owner, ...others]),
): SignatureRequirement {
  const parties = [owner, ...others]
  return {
    requests: parties.map(({ twin, weight }) => ({ twin_id: twin, required: true, weight })),
    weight_required,
    signatures: [],
    signature_style: styleFor(parties),
  }
}

/** Nodes have no optional signers: one listed request without a signature refuses all (facts: node-api.md section 4). */
export const ALL_MUST_SIGN =
  'A node refuses a deployment while any listed signature is missing, whatever the weights say and also where it is not marked as required.'

const U32 = 0xffffffff
const U64 = (1n << 64n) - 1n

/** More than any console shows at once. */
export const MOST_SIGNERS = 50

/** Why a requirement can never be met, in sentences; none where it can. Whatever tool wrote it. */
export function signerTroubles(
  twin: number,
  { requests, weight_required, signature_style }: SignatureRequirement,
): string[] {
  const twins = requests.map(({ twin_id }) => twin_id)
  const weight = requests.reduce((sum, request) => sum + request.weight, 0n)
  const twice = new Set(twins.filter((one, i) => twins.indexOf(one) !== i))
  const troubles = [...twice].map(
    (one) => `Twin ${one} is asked twice, and its one signature would count twice. Ask it once.`,
  )
  if (!twins.includes(twin)) {
    troubles.push(
      `Twin ${twin}, whose deployment it is, is not asked to sign. Nodes refuse that: add it.`,
    )
  }
  for (const one of twins) {
    if (!Number.isInteger(one) || one < 1 || one > U32) troubles.push(`${one} is no twin’s number.`)
  }
  if (requests.some((request) => request.weight < 0n) || weight > U64 || weight_required > U64) {
    troubles.push('Weights are whole numbers from 0, and together no more than 64 bits hold.')
  } else if (weight < weight_required) {
    troubles.push(
      `All signatures together weigh ${weight}, and ${weight_required} is required: no node would ever take it. Lower the weight that is required, or add a signer.`,
    )
  }
  if (requests.length > MOST_SIGNERS) {
    troubles.push(`${requests.length} signers are more than the ${MOST_SIGNERS} that are taken.`)
  }
  if (signature_style !== '' && signature_style !== POLKA_WALLET) {
    troubles.push(
      `“${signature_style.slice(0, 40)}” is no style of signing. It is empty for keys, and ${POLKA_WALLET} where a wallet signs.`,
    )
  }
  return troubles
}

import { readDeployment, readWorkloads } from '#gridtypes/deployment.ts'
import { judgeSeal, searchSigned, type Copy, type Seal } from '#gridtypes/seal.ts'

/** What a seal is judged by: texts as the node sent them, and what is kept here. */
export interface SealQuestion {
  /** The answer to `zos.deployment.get`. */
  deployment: string
  /** The answer to `zos.deployment.changes`, where it was read. */
  history: string | undefined
  contractHash: string | undefined
  kept: readonly Copy[]
}

/** The seal, and JSON with the contract's hash where a search has found it. */
export interface SealAnswer {
  seal: Seal
  signed: string | null
}

/** Judges a seal and searches where that can help. Runs in the types Worker: a search takes a quarter of a second. */
export async function sealCall(
  question: SealQuestion,
  { signal }: { signal: AbortSignal },
): Promise<SealAnswer> {
  const history = question.history === undefined ? undefined : readWorkloads(question.history)
  const facts = {
    deployment: readDeployment(question.deployment),
    contractHash: question.contractHash,
    kept: question.kept,
    history,
  }
  const seal = judgeSeal(facts)
  const open = seal.verdict === 'cannot-judge' && seal.reason === 'not-searched'
  if (!open) return { seal, signed: null }
  const hash = question.contractHash ?? '' // a seal without a hash is not searched
  const found = await searchSigned(facts.deployment, hash, history, { signal })
  return { seal: judgeSeal({ ...facts, found: found ?? null }), signed: found?.text ?? null }
}

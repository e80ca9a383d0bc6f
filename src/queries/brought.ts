import { MASK } from '#gridtypes/secrets.ts'

/** What a person brought as a copy of what was signed, and what came of it. */
export interface Brought {
  /** The contract its JSON names; 0 where it was signed before there was one. */
  contract_id: bigint
}

/**
 * Why a copy is not what was signed, in words. `own` is its hash. A copy in which secrets are masked has
 * another hash than what was signed, whatever else is in it.
 */
export function refusalOf(
  text: string,
  { contractId, version, own }: { contractId: bigint; version: number; own: string },
): string {
  return text.includes(MASK)
    ? MASKED
    : `This is not what contract ${contractId} stands for: it is version ${version} and has the hash ${own}, in no order of its workloads that of the contract. Nothing was kept.`
}

const MASKED =
  'This copy has masked secrets: download it with secrets shown. Without them it has another hash. Nothing was kept.'

/**
 * That a copy names another contract than the one it was held against; undefined where it does not. The hash
 * covers no contract id (facts: node-api.md section 3), so nothing else tells.
 */
export const otherContract = ({ contract_id }: Brought, contractId: bigint): string | undefined =>
  contract_id === contractId || contract_id === 0n
    ? undefined
    : `It names contract ${contract_id}, not ${contractId}. The hash does not cover the contract's id, so the two have the same content; look whether this is the copy you meant.`

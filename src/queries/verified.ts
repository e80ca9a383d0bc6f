import { queryOptions } from '@tanstack/react-query'
import type { Contract } from '#chain/shapes.ts'
import type { ContractId } from '#lib/ids.ts'
import * as z from 'zod/mini'
import { chain } from './chain.ts'
import type { Payment } from './payments.ts'

/** How contracts stand on the chain, looked at after something was done to them. */
export interface Looked {
  /** The newest block then. */
  block: number
  contracts: readonly { contractId: ContractId; contract: Contract | null }[]
}

/** Contracts by their ids, whoever's they are; null for one that the chain has not, or no more. */
export const standingQuery = (ids: readonly ContractId[]) =>
  queryOptions({
    queryKey: ['chain', 'standing', ids] as const,
    queryFn: async ({ signal }): Promise<Looked> => {
      const [api, reads] = await Promise.all([chain.api(signal), import('#chain/reads.ts')])
      const [block, contracts] = await Promise.all([
        reads.currentBlock(api),
        reads.contracts(api, ids),
      ])
      return {
        block,
        contracts: ids.map((contractId, i) => ({ contractId, contract: contracts[i] ?? null })),
      }
    },
    refetchInterval: false,
  })

/** What a payment did to contracts. */
export interface Act {
  payment: string
  kind: 'cancel-contracts' | 'bill-contracts'
  ids: readonly ContractId[]
  /** Unix ms at which it was settled. */
  at: number
  /** The block that it is in. */
  block: number | undefined
  /** What the chain billed with it, TFT units; undefined where that was not noted. */
  billed: bigint | undefined
}

/** Both kinds leave it; a journal of before may lack it. */
const billedShape = z.object({ billed: z.bigint() })

/** For so long it is shown what came of it, ms. */
const NEWS_MS = 30 * 60_000

/** The newest done payment that ended or billed contracts of which one is meant; undefined where there is none of late. */
export function lastAct(
  payments: readonly Payment[],
  isMeant: (payment: Payment, ids: readonly ContractId[]) => boolean,
  now: number,
): Act | undefined {
  for (const payment of payments) {
    const { intent, outcome, steps, id, block } = payment
    if (intent.kind !== 'cancel-contracts' && intent.kind !== 'bill-contracts') continue
    const at = steps.at(-1)?.at ?? payment.madeAt
    if (!outcome?.done || now - at > NEWS_MS || !isMeant(payment, intent.ids)) continue
    const { success, data } = billedShape.safeParse(outcome.result)
    return {
      payment: id,
      kind: intent.kind,
      ids: intent.ids,
      at,
      block: block?.number,
      billed: success ? data.billed : undefined,
    }
  }
  return undefined
}

/** What of each contract is to be said after an act. */
export interface Verdict {
  contractId: ContractId
  ok: boolean
  sentence: string
}

/** Whether the chain bears out what was done. */
export const verdictsOf = ({ kind }: Act, { contracts }: Looked): Verdict[] =>
  contracts.map(({ contractId, contract }) => {
    const state = contract?.state
    if (kind === 'cancel-contracts') {
      const ok = !contract || state === 'Deleted'
      return {
        contractId,
        ok,
        sentence: ok
          ? `Contract ${contractId} has ended: the chain has it no more.`
          : `Contract ${contractId} still stands on the chain, as ${state}.`,
      }
    }
    return {
      contractId,
      ok: state === 'Created',
      sentence:
        state === 'Created'
          ? `Contract ${contractId} is active again.`
          : contract
            ? `Contract ${contractId} is still in grace: the bill found too little money.`
            : `Contract ${contractId} has ended: the bill came too late.`,
    }
  })

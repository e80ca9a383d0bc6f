import type { QueryClient } from '@tanstack/react-query'
import type { GridNode } from '#gridproxy/schemas.ts'
import { asContract } from '#lib/ids.ts'
import { deploymentQuery } from '#queries/deployment.ts'
import { endingOf, finalBillOf, type Inside, insideOf } from '#queries/ending.ts'
import type { Ledger } from '#queries/ledger.ts'
import { askToPay } from '#queries/paying.ts'
import type { ContractRow } from './rows.ts'
import { lastBillOf } from './words.ts'

/** Nodes are heard for so long before what they run is told as not known, ms. */
const PATIENCE_MS = 4_000
/** Deployments that are looked into; more are told by name only. */
const LOOKED_INTO = 20

interface About {
  /** All contracts of the twin. */
  all: readonly ContractRow[]
  nodes: readonly GridNode[] | undefined
  /** Undefined while the chain was not read: then the last bill is not told. */
  ledger: Ledger | undefined
  /** Whether the twin that speaks is theirs: nodes tell nobody else what they run. */
  own: boolean
}

/** What nodes say runs under contracts, as far as they say it in time. */
async function insidesOf(
  client: QueryClient,
  rows: readonly ContractRow[],
  { nodes, own }: About,
): Promise<Map<bigint, Inside>> {
  const found = new Map<bigint, Inside>()
  if (!own) return found
  const twins = new Map(nodes?.map(({ nodeId, twinId }) => [nodeId, twinId]))
  const asked = rows.slice(0, LOOKED_INTO).map(async ({ contractId, nodeId }) => {
    const twin = nodeId === null ? undefined : twins.get(nodeId)
    if (twin === undefined) return
    const told = await client
      .fetchQuery({ ...deploymentQuery(twin, asContract(contractId)), staleTime: 60_000 })
      .catch(() => undefined) // then it is told that the node was not heard
    if (told === undefined) return
    found.set(contractId, told ? insideOf(told.deployment) : { things: [], names: [] })
  })
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
  await Promise.race([Promise.all(asked), late])
  return new Map(found)
}

/**
 * Asks to end contracts, with what is lost by name; resolves when that is final, or was thought better of. What
 * the payment came to, and whether the chain has let go of them, is shown by `Verified`.
 */
export async function endContracts(
  client: QueryClient,
  chosen: readonly ContractRow[],
  about: About,
): Promise<void> {
  const { added } = endingOf(chosen, about.all)
  const doomed = [...chosen, ...about.all.filter((row) => added.includes(row))]
  // a name's gateway may stand in any deployment
  const looked = chosen.some(({ kind }) => kind === 'name') ? [...doomed, ...about.all] : doomed
  const wanted = [...new Set(looked)].filter(({ kind }) => kind === 'node')
  const { ids, title, verb, lose, type } = endingOf(
    chosen,
    about.all,
    await insidesOf(client, wanted, about),
  )
  const { ledger } = about
  const last = ledger && lastBillOf(finalBillOf(ids, ledger), ledger.balance.usable, ids.length)
  const also =
    added.length === 0
      ? ''
      : `${added.length === 1 ? 'One contract that you did not choose is' : `${added.length} contracts that you did not choose are`} among them: a node is given back only when nothing of yours runs on it.`
  const note = [last?.sentence, also].filter(Boolean).join(' ')
  await askToPay({
    intent: { kind: 'cancel-contracts', ids },
    title,
    verb,
    lose,
    type,
    ...(note === '' ? {} : { note }),
    ...(last ? { also: { units: last.taken, words: 'Last bill, about' } } : {}),
  })
}

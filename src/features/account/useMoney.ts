import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { describeContract, nameOf } from '#deploy/description.ts'
import { asContract, type TwinId } from '#lib/ids.ts'
import { twinContractsQuery } from '#queries/deployments.ts'
import { costOf, ledgerQuery } from '#queries/ledger.ts'
import { afterSpending, runwayFacts } from '#queries/runway.ts'
import type { Effect } from './effect.ts'

const none: readonly never[] = []
const NOBODY = 0 as TwinId // asked of nobody: the queries are off then

/** What a twin pays for and how long its money lasts; nothing is asked while there is no twin. */
export function useMoney(twin: TwinId | undefined) {
  const list = useQuery({ ...twinContractsQuery(twin ?? NOBODY), enabled: twin !== undefined })
  const contracts = list.data?.contracts
  const ids = useMemo(
    () => (contracts ?? none).map(({ contract_id }) => asContract(contract_id)),
    [contracts],
  )
  const ledger = useQuery({
    ...ledgerQuery(twin ?? NOBODY, ids),
    enabled: twin !== undefined && contracts !== undefined,
    // another list is another question: what is known stays until it is answered
    placeholderData: (before, former) => (former?.queryKey[2] === twin ? before : undefined),
  })
  const names = useMemo(
    () =>
      new Map(
        (contracts ?? none).map(({ contract_id, details }) => [
          contract_id,
          details.name || nameOf(describeContract(details.deployment_data)),
        ]),
      ),
    [contracts],
  )
  const told = ledger.data
  const facts = useMemo(() => told && runwayFacts(told, (id) => names.get(id)), [told, names])
  const held = useMemo(
    () => told?.entries.reduce((sum, entry) => sum + (costOf(told, entry)?.held ?? 0n), 0n),
    [told],
  )
  return {
    list,
    ledger,
    facts,
    /** What contracts put aside, TFT units. */
    held,
    /** What spending so much now would do to the end of the money; undefined where it never ends. */
    effectOf: (units: bigint): Effect | undefined => {
      const after = told && afterSpending(told, units)
      return after === undefined || !facts?.line
        ? undefined
        : { contracts: facts.contracts, now: facts.now, before: facts.line.endsAt, after }
    },
  }
}

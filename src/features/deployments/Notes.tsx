import type { GridContract } from '#gridproxy/schemas.ts'
import { group } from '#lib/units.ts'
import { Note } from '#ui/text.tsx'
import s from './deployments.module.css'
import type { Deployments } from './useDeployments.ts'

/** Names of at most this many are said. */
const NAMED = 5

/** What is billed beside deployments: names and whole nodes. */
function besideWords(contracts: readonly GridContract[]): string | undefined {
  const names = contracts.filter(({ type }) => type === 'name').map(({ details }) => details.name)
  const rents = contracts
    .filter(({ type }) => type === 'rent')
    .map(({ details }) => `node ${details.nodeId ?? '?'}`)
  const part = (what: string, of: string[]) =>
    of.length === 0
      ? []
      : [
          `${group(of.length)} ${what} ${of.length === 1 ? 'contract' : 'contracts'} (${of.slice(0, NAMED).join(', ')}${of.length > NAMED ? ', …' : ''})`,
        ]
  const parts = [...part('name', names), ...part('rent', rents)]
  return parts.length === 0 ? undefined : `Also billed: ${parts.join(' and ')}.`
}

/** What the table does not hold: other contracts, and how far ended ones were looked for. */
export function Notes({ beside, cut, ended, own }: Deployments) {
  const others = besideWords(beside)
  const lookedFor =
    own && ended.looked > 0
      ? `${ended.looked < ended.total ? `The newest ${group(ended.looked)} of ${group(ended.total)} ended contracts were` : `${group(ended.looked)} ended ${ended.looked === 1 ? 'contract was' : 'contracts were'}`} looked for on their nodes${ended.silent > 0 ? `, of which ${group(ended.silent)} did not answer` : ''}.`
      : undefined
  if (others === undefined && lookedFor === undefined && !cut) return null
  return (
    <div className={s.notes}>
      {cut && <Note>This twin has more contracts than are read here; the list is not whole.</Note>}
      {others !== undefined && <Note>{others}</Note>}
      {lookedFor !== undefined && <Note>{lookedFor}</Note>}
    </div>
  )
}

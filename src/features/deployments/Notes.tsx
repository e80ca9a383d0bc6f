import type { GridContract } from '#gridproxy/schemas.ts'
import { group } from '#lib/units.ts'
import { truthFacts, truthWords } from '#queries/truthwords.ts'
import { Foot } from '#ui/Room.tsx'
import { Note } from '#ui/text.tsx'
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

/** What is done about ended contracts, which may still run somewhere; nothing where there is none. */
export function endedWords({ total, looked, silent }: Deployments['ended']): string | undefined {
  if (looked === 0) return undefined
  const mute =
    silent === 0 ? '' : `; ${group(silent)} ${silent === 1 ? 'node' : 'nodes'} did not answer`
  if (total === 1) {
    return `1 contract has ended; its node is asked whether it still runs anything for it${mute}.`
  }
  const whose = looked < total ? `the nodes of the newest ${group(looked)}` : 'their nodes'
  return `${group(total)} contracts have ended; ${whose} are asked whether they still run anything for them${mute}.`
}

/** What the table does not hold: other contracts, and how far ended ones were looked for. */
export function Notes({
  beside,
  cut,
  ended,
  own,
  legend,
}: Deployments & {
  /** A row is in step: what that means is said. */
  legend: boolean
}) {
  const others = besideWords(beside)
  const lookedFor = own ? endedWords(ended) : undefined
  if (others === undefined && lookedFor === undefined && !cut && !legend) return null
  return (
    <Foot>
      {legend && own && (
        <Note>
          “{truthWords['in-step']}” means: {truthFacts['in-step'].toLowerCase()}.
        </Note>
      )}
      {cut && <Note>This twin has more contracts than are read here; the list is not whole.</Note>}
      {others !== undefined && <Note>{others}</Note>}
      {lookedFor !== undefined && <Note>{lookedFor}</Note>}
    </Foot>
  )
}

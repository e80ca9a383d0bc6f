import type { GridNode } from '#gridproxy/schemas.ts'

/** Both `""` and `Unknown` mean that it is not known (facts: grid-services.md A.3, node-api.md 1.8). */
const known = (name: string) => name.trim() !== '' && name !== 'Unknown'

/** City and country as far as they are known; undefined when neither is. */
export const placeWords = (city: string, country: string): string | undefined =>
  [city, country].filter(known).join(', ') || undefined

/** State and target of the chain's power; both empty where no farmerbot ever touched the node. */
export function powerWords({ state, target }: GridNode['power']): string {
  if (state === '' && target === '') return 'on, never set'
  const word = (w: string) => ({ Up: 'on', Down: 'off', '': 'not set' })[w] ?? w
  return state === target ? word(state) : `${word(state)}, target ${word(target)}`
}

/** Who may use the node, in words; `dedicated` flips whenever someone deploys, so it is not shown (A.3). */
export function tenancyWords(
  node: Pick<GridNode, 'rented' | 'rentedByTwinId' | 'rentable' | 'inDedicatedFarm'>,
): string {
  if (node.rented) return `rented by twin ${node.rentedByTwinId}`
  if (node.inDedicatedFarm) return 'to be rented whole only'
  return node.rentable ? 'shared, can be rented whole' : 'shared, in use by others'
}

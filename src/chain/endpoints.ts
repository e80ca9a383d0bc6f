/**
 * The addresses to try for a network's chain, in turn. Every public host of the grid has a second one with
 * `02` after its first label; any other address stands alone (facts: grid-services.md A.0).
 */
export function endpointsOf(chain: string): readonly string[] {
  const second = chain.replace(
    /^wss:\/\/tfchain\.((?:dev\.|qa\.|test\.)?grid\.tf\/)/,
    'wss://tfchain.02.$1',
  )
  return second === chain ? [chain] : [chain, second]
}

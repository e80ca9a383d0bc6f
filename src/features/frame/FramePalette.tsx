import { useMemo } from 'react'
import type { GridContract } from '#gridproxy/schemas.ts'
import CommandPalette from '#ui/CommandPalette.tsx'
import { deploymentPlaces, lookup, places } from './places.ts'

/** The palette of the console: all its addresses, and one's own deployments by their contracts. */
export default function FramePalette({
  contracts,
  onClose,
}: {
  contracts: readonly GridContract[] | undefined
  onClose: () => void
}) {
  const items = useMemo(() => [...places, ...deploymentPlaces(contracts ?? [])], [contracts])
  return <CommandPalette items={items} lookup={lookup} onClose={onClose} />
}

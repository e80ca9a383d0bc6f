import type { QueryClient } from '@tanstack/react-query'
import { BRIDGE, type Nic, type NicChange } from '#node/nic.ts'
import { invalidate } from '#queries/node.ts'

/** How public traffic leaves by a device, in words. */
export const modeOf = (name: string) => (name === BRIDGE ? 'single, bridge' : 'dual')

/** What a NIC is to the node. A bridge takes the MAC of the port it stands on, which tells that port. */
export function roleOf(nic: Nic, nics: readonly Nic[]): 'exit' | 'in zos' | 'none' {
  if (nic.exit) return 'exit'
  const bridge = nics.find(({ name }) => name === BRIDGE)
  return bridge && nic !== bridge && nic.mac !== '' && nic.mac === bridge.mac ? 'in zos' : 'none'
}

/** What became of a change, for the journal's table. */
export function outcomeOf(change: NicChange): string {
  switch (change.stage) {
    case 'open':
      return change.back ? 'going back' : 'being watched'
    case 'kept':
      return 'kept'
    case 'put-back':
      return 'put back'
    case 'stayed':
      return 'left as it was'
    default:
      return change.stage satisfies never
  }
}

/** What the node said to the call. */
export function answerOf(change: NicChange): string {
  switch (change.answer) {
    case 'sending':
      return 'waiting for the answer'
    case 'accepted':
      return `null, after ${seconds(change)} s`
    case 'refused':
      return change.says ?? 'refused'
    case 'lost':
      return 'the answer was lost; the exit device decides'
    default:
      return change.answer satisfies never
  }
}

const seconds = ({ answeredAt, sentAt }: NicChange) =>
  (((answeredAt ?? sentAt) - sentAt) / 1000).toFixed(1)

/** What a moved exit makes old. */
export async function afterChange(queries: QueryClient, twin: number): Promise<void> {
  await Promise.all([
    invalidate(queries, twin, 'zos.admin.get_public_nic'),
    invalidate(queries, twin, 'zos.admin.interfaces'),
    invalidate(queries, twin, 'zos.network.list_public_ips'),
  ])
}

/** Addresses in the order a person counts them. */
export const sortedIps = (ips: readonly string[]): string[] =>
  ips.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))

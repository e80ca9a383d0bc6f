import type { GridGpu, GridNode } from '#gridproxy/schemas.ts'
import type { Gpu } from '#node/schemas.ts'

/** A card with its id cut in parts; `vram` in bytes, null where its source does not tell it. */
export interface Card {
  id: string
  vendor: string
  device: string
  vram: bigint | null
  /** The contract whose VM holds it; 0n is free. */
  contract: bigint
  slot: string
  vendorId: string
  deviceId: string
}

/** `<slot>/<vendor>/<device>` in its parts (facts: node-api.md 1.4); what is cut otherwise stays whole in `slot`. */
export function pciParts(id: string): Pick<Card, 'slot' | 'vendorId' | 'deviceId'> {
  const parts = /^([^/]+)\/([0-9a-f]{4})\/([0-9a-f]{4})$/i.exec(id)
  const [, slot = id, vendorId = '', deviceId = ''] = parts ?? []
  return { slot, vendorId, deviceId }
}

/** The cards of either source; the grid proxy leaves the memory out (facts: grid-services.md A.3). */
export const cardsOf = (gpus: readonly (Gpu | GridGpu)[]): Card[] =>
  gpus.map((gpu) => ({
    id: gpu.id,
    vendor: gpu.vendor,
    device: gpu.device,
    vram: 'vram' in gpu && typeof gpu.vram === 'bigint' ? gpu.vram : null,
    contract: gpu.contract,
    ...pciParts(gpu.id),
  }))

/** What of a node decides who may have its cards. */
export type Host = Pick<
  GridNode,
  | 'nodeId'
  | 'status'
  | 'features'
  | 'rentable'
  | 'rented'
  | 'rentedByTwinId'
  | 'inDedicatedFarm'
  | 'extraFee'
>

/** Whether you can have a card, and if not, why and what would change it. */
export type Why =
  | { ok: true; sentence: string; next: string }
  | { ok: false; code: WhyCode; sentence: string; next: string }
export type WhyCode = 'taken' | 'down' | 'standby' | 'rented' | 'shared' | 'rentable'

/**
 * Why a card cannot be had by whoever is at the console (`twin` null is a visitor), the firmest reason
 * first. A node takes a VM with a GPU only from the twin that rents it whole: `usage of GPU is not allowed
 * unless node is rented` (facts: node-api.md 2.3 zmachine, section 6); who may rent is the proxy's
 * `rentable` (grid-services.md A.3). `answers`: the node itself has just listed the card, which outweighs
 * what the proxy says of its being up.
 */
export function whyNot(
  card: Pick<Card, 'contract'>,
  node: Host,
  twin: number | null,
  answers: boolean,
): Why {
  const mine = twin !== null && node.rented && node.rentedByTwinId === twin
  if (card.contract !== 0n) {
    const sentence = `Held by a VM of contract ${card.contract}.`
    return mine
      ? no('taken', sentence, 'You rent this node: end that VM, and the card is free again.')
      : no('taken', sentence, 'It is free again when that contract ends.')
  }
  if (node.status === 'standby' && !answers) {
    return no('standby', `Node ${node.nodeId} sleeps.`, "Its farm's owner can wake it.")
  }
  if (node.status !== 'up' && !answers) {
    return no(
      'down',
      `Node ${node.nodeId} is down by its last report.`,
      'Look again when it reports, or take a card of another node.',
    )
  }
  const light = node.features.includes('zmachine-light')
  const needs = light ? ' This is a light node: the VM needs mycelium and gets no public IP.' : ''
  if (node.rented && !mine) {
    return no(
      'rented',
      `Node ${node.nodeId} is rented by twin ${node.rentedByTwinId}; only the renter gets its cards.${twin === null ? '' : ` You are twin ${twin}.`}`,
      'It can be rented again when that rent contract ends.',
    )
  }
  if (!node.rented && !node.rentable) {
    return no(
      'shared',
      `Cards go only to whoever rents the whole node, and node ${node.nodeId} cannot be rented: others have deployments on it.`,
      'It can be rented when the last of them ends.',
    )
  }
  if (!node.rented) {
    const fee = node.extraFee > 0n ? ` Its farm asks ${usd(node.extraFee)} a month on top.` : ''
    return no(
      'rentable',
      'Free, but cards go only to whoever rents the whole node.',
      twin === null
        ? `Unlock a twin, then rent node ${node.nodeId}.${fee}${needs}`
        : `Rent node ${node.nodeId}.${fee}${needs}`,
    )
  }
  return {
    ok: true,
    sentence: `Yours to use: you rent node ${node.nodeId}.`,
    next: `Name its PCI id in a VM.${needs}`,
  }
}

const no = (code: WhyCode, sentence: string, next: string): Why => ({
  ok: false,
  code,
  sentence,
  next,
})

/** Thousandths of a USD, as farms set their fee. */
const usd = (thousandths: bigint) =>
  `${thousandths / 1000n}.${String((thousandths % 1000n) / 10n).padStart(2, '0')} USD`

/** Two drawings share the clock, or begin together with their first change. */
export type Alignment = 'clock' | 'first'

/** What the timeline's address holds: `?event=12&workload=vm1&state=error&with=11:41540&align=first`. */
export interface View {
  /** Index of the chosen change. */
  event: number | undefined
  workload: string | undefined
  state: string | undefined
  /** Another deployment, beneath this one. */
  other: { nodeId: number; contractId: bigint } | undefined
  /** How the two are laid beside each other; undefined: as suits their lengths. */
  align: Alignment | undefined
}

/** Reads an address; what makes no sense is as if it were not there. */
export function viewOf(params: URLSearchParams): View {
  const align = params.get('align')
  const text = (key: string) => params.get(key) || undefined
  const event = params.get('event') ?? ''
  return {
    event: /^\d{1,9}$/.test(event) ? Number(event) : undefined,
    workload: text('workload'),
    state: text('state'),
    other: readOther(params.get('with') ?? ''),
    align: align === 'clock' || align === 'first' ? align : undefined,
  }
}

/** `11:41540`, node and contract; also `11/41540`, as in an address. Undefined for anything else. */
export function readOther(text: string): View['other'] {
  const [, node, contract] = /^\s*(\d{1,10})\s*[:/]\s*(\d{1,20})\s*$/.exec(text) ?? []
  if (node === undefined || contract === undefined) return undefined
  const nodeId = Number(node)
  const contractId = BigInt(contract)
  return nodeId > 0 && nodeId <= 0xffff_ffff && contractId <= 0xffff_ffff_ffff_ffffn
    ? { nodeId, contractId }
    : undefined
}

/** The address of a view; what is not set stands not in it. */
export function addressOf(view: View): Record<string, string> {
  const { event, workload, state, other, align } = view
  return {
    ...(event === undefined ? {} : { event: String(event) }),
    ...(workload === undefined ? {} : { workload }),
    ...(state === undefined ? {} : { state }),
    ...(other === undefined ? {} : { with: `${other.nodeId}:${other.contractId}` }),
    ...(other === undefined || align === undefined ? {} : { align }),
  }
}

/** Beside a drawing that is longer than so many times its own length, one by the clock is a sliver. */
const SLIVER = 4

/** How two histories are laid beside each other where nobody chose: `a` and `b` are their lengths in ms. */
export const alignmentOf = (a: number, b: number): Alignment =>
  Math.max(a, b) > SLIVER * Math.min(a, b) ? 'first' : 'clock'

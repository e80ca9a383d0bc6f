import type { Host } from './node.ts'
import { LostAnswer, Refusal } from './refusal.ts'
import type { NodeRow } from './schema.ts'

const FORGETS_MS = 90_000
const DARK_MS = 45_000
/** Names that are links of a node without being physical. */
const VIRTUAL = ['lo', 'br-ndmz', 'br-pub', 'ygg0', 'public']

export const wait = (ms: number): Promise<void> =>
  ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms))

/** The exit NIC at this moment; null when none is attached. */
function exitOf({ now, changed }: Host, node: NodeRow): string | null {
  if (node.exitForgetsMs !== null && now() >= node.exitForgetsMs) {
    node.exit = 'zos'
    node.exitForgetsMs = null
    changed()
  }
  return node.exit
}

/**
 * The NIC that carries public traffic. Setting it lets go of the old one first and puts nothing back when
 * the new one cannot be attached (zosbase@063d895 pkg/network/public/public.go:198-251). What the `eth-`
 * names do: worlds.ts.
 */
export const exits = {
  read(host: Host, node: NodeRow) {
    const exit = exitOf(host, node)
    // no link hangs at the public bridge: Go's os.ErrNotExist
    if (exit === null) throw new Refusal('file does not exist')
    const dual = exit !== 'zos'
    return { is_single: !dual, is_dual: dual, dual_interface: dual ? exit : '' }
  },

  async set(host: Host, node: NodeRow, name: string): Promise<null> {
    if (VIRTUAL.includes(name)) {
      throw new Refusal('invalid exit bridge must be a physical nic or the default bridge')
    }
    if (!node.nics.some((nic) => nic.name === name)) throw new Refusal('Link not found')
    await wait(900 * host.latency)
    node.exit = name === 'eth-broken' ? null : name
    node.exitForgetsMs = name === 'eth-forgets' ? host.now() + FORGETS_MS : null
    node.exitLosesIps = name === 'eth-noip'
    if (name === 'eth-dark') node.temper.darkUntilMs = host.now() + DARK_MS
    host.changed()
    if (name === 'eth-broken') throw new Refusal('failed to attach exit: Link not found')
    if (name === 'eth-lost') throw new LostAnswer()
    return null
  },
}

import { rowOf, type Command } from './commands.ts'

/** Who is at the console: the unlocked twin, null for a visitor; `admin` where the network's list of admin twins is known to hold it. */
export interface Session {
  twin: number | null
  admin?: boolean
}

/** What the rules need to know of a node; `farmTwin` is null while it is not known. */
export interface Target {
  nodeId: number
  farmId: number
  farmTwin: number | null
  light: boolean
}

/**
 * `why` for code: `locked` nobody speaks · `light` not on such nodes · `unknown` the farm's owner is not
 * known · `unauthorized` the node would answer so · `disabled` no one may. `reason` for people.
 */
export type Verdict =
  | { ok: true }
  | {
      ok: false
      why: 'locked' | 'light' | 'unknown' | 'unauthorized' | 'disabled'
      reason: string
    }

const yes: Verdict = { ok: true }

/** What light nodes lack, in words. */
const lacking: Partial<Record<Command, string>> = {
  'zos.admin.set_public_nic': 'Light nodes cannot set a public NIC.',
  'zos.admin.get_public_nic': 'Light nodes have no public NIC.',
  'zos.network.list_public_ips': 'Light nodes carry no public IPs.',
}

/**
 * Whether a twin may run a command on a node, by the node's own rules. The node still decides: it
 * answers `unauthorized`, and this only says so beforehand. The demo grid's nodes decide by this very
 * function.
 *
 * Sources: who may run what, zosbase@063d895 pkg/zos_api/routes.go; farmer and admin,
 * pkg/zos_api/middlewares.go `authorized()`; what light nodes lack, pkg/zos_api_light/routes.go
 * (facts: rmb.md section 7.3, node-api.md section 1).
 */
function run(command: Command, session: Session, node: Target): Verdict {
  const { who, light } = rowOf(command)
  // every envelope is signed by a twin: rmb.md section 3
  if (session.twin === null) {
    return { ok: false, why: 'locked', reason: 'Unlock a twin to speak with nodes.' }
  }
  if (node.light && light !== undefined) {
    const reason = lacking[command] ?? 'Light nodes do not have this.'
    return { ok: false, why: 'light', reason }
  }
  switch (who) {
    case 'anyone':
    // scoped to the caller: looked up under its own twin, so it can only ever see its own
    case 'owner':
      return yes
    case 'farmer': {
      // the twin of the node's farm, read when the node's API starts
      if (node.farmTwin === null) {
        const reason = `It is not known which twin owns farm ${node.farmId}. Wait until the farm is read.`
        return { ok: false, why: 'unknown', reason }
      }
      if (node.farmTwin === session.twin) return yes
      const what = rowOf(command).resend ? 'see' : 'change'
      const reason = `Only farm ${node.farmId}'s owner, twin ${node.farmTwin}, may ${what} this. You are twin ${session.twin}.`
      return { ok: false, why: 'unauthorized', reason }
    }
    case 'admin': {
      // the network's zos-config `admin_twins`
      if (session.admin) return yes
      const reason = `Only the network's administrators may see this. You are twin ${session.twin}.`
      return { ok: false, why: 'unauthorized', reason }
    }
    case 'nobody': {
      // pkg/zos_api/deployment.go: deletion over the api is disabled
      const reason = 'Nodes do not delete deployments. Cancel the contract instead.'
      return { ok: false, why: 'disabled', reason }
    }
    default:
      return who satisfies never
  }
}

/** Who may do what; a view shows `reason` where the answer is no. */
export const can = {
  run,
  /** May set the node's public NIC. */
  administer: (session: Session, node: Target): Verdict =>
    run('zos.admin.set_public_nic', session, node),
}

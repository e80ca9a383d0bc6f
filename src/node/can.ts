import { rowOf, type Command } from './commands.ts'

/** The account that signs extrinsics and deployments, and pays. */
export interface Signer {
  /** A wallet's, or a key held in this page. */
  kind: 'wallet' | 'vault' | 'session' | 'keystore'
  /** The twin of the account; null where it has none on the chain, undefined while that is not known. */
  twin: number | null | undefined
}

/** Who is at the console. */
export interface Session {
  /** The twin that speaks over RMB; null for a visitor, and for whoever has a wallet alone. */
  twin: number | null
  /** The network's list of admin twins is known to hold it. */
  admin?: boolean
  /** Absent or null: no account signs. */
  signer?: Signer | null
  /** What KYC says of the speaking twin; absent or undefined while it could not be asked. */
  verified?: boolean | undefined
}

/** What the rules need to know of a node; `farmTwin` is null while it is not known. */
export interface Target {
  nodeId: number
  farmId: number
  farmTwin: number | null
  light: boolean
}

/**
 * Why not, for code: `locked` nobody speaks · `light` not on such nodes · `unknown` who owns it is not
 * known yet · `unauthorized` the node would answer so · `disabled` no one may · `no-signer` no account
 * signs · `mute` an account signs, and nobody could send what it signed · `no-twin` the account has none ·
 * `other-twin` the account belongs to another twin · `unverified` KYC knows nothing good of the twin.
 */
export type Why =
  | 'locked'
  | 'light'
  | 'unknown'
  | 'unauthorized'
  | 'disabled'
  | 'no-signer'
  | 'mute'
  | 'no-twin'
  | 'other-twin'
  | 'unverified'

/** `reason` is for people: what is missing, and the way on. */
export type Verdict = { ok: true } | { ok: false; why: Why; reason: string }

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

const no = (why: Why, reason: string): Verdict => ({ ok: false, why, reason })

const CONNECT = 'Connect a wallet, or unlock a twin’s key.'

/** The account behind a signer, at the beginning of a sentence. */
const named = ({ kind }: Signer) =>
  kind === 'wallet' ? 'The wallet’s account' : 'The account of the unlocked key'

/** An account signs and pays: all that an extrinsic of its own needs. */
function pay({ signer }: Session): Verdict {
  return signer ? yes : no('no-signer', `No account signs here. ${CONNECT}`)
}

/** An account signs that is this twin's: the chain takes the twin from the signer, and lets only the owner change or end what is its. */
function signAs(session: Session, twin: number, deed: string): Verdict {
  const { signer } = session
  if (!signer) return no('no-signer', `Only the account of twin ${twin} may ${deed}. ${CONNECT}`)
  if (signer.twin === twin) return yes
  if (signer.twin === undefined) {
    return no('unknown', 'It is not known yet which twin the account belongs to. Wait a moment.')
  }
  const own = signer.twin === null ? 'has no twin' : `is twin ${signer.twin}`
  const way = `Choose the account of twin ${twin} in the wallet, or unlock its key.`
  return no(
    signer.twin === null ? 'no-twin' : 'other-twin',
    `Only the account of twin ${twin} may ${deed}. ${named(signer)} ${own}. ${way}`,
  )
}

/**
 * Whether what is made here can be signed, paid and sent, before anything is paid. The contract belongs to
 * the account that signs `create_node_contract`; the node takes the deployment only from that very twin
 * (`twin id mismatch`), and only over RMB, which no wallet can sign (facts: rmb.md sections 7.1, 7.3, 7.5).
 */
function deploy(session: Session): Verdict {
  const { twin, signer, verified } = session
  if (!signer) {
    return twin === null
      ? no('locked', 'Nobody is here to deploy as. Unlock a twin’s key.')
      : no('no-signer', `No account signs for twin ${twin} here. ${CONNECT}`)
  }
  if (signer.twin === undefined) {
    return no('unknown', 'It is not known yet which twin the account belongs to. Wait a moment.')
  }
  if (signer.twin === null) {
    return no('no-twin', `${named(signer)} has no twin yet. Create one under Account first.`)
  }
  if (twin === null) {
    return no(
      'mute',
      `The wallet would pay for a contract, and then nobody could send the deployment to the node: a wallet cannot sign messages to nodes. Unlock the key of twin ${signer.twin} as well.`,
    )
  }
  if (signer.twin !== twin) {
    return no(
      'other-twin',
      `The contract would belong to twin ${signer.twin}, whose account signs, while twin ${twin} speaks: the node refuses that. Choose the account of twin ${twin}, or unlock the key of twin ${signer.twin}.`,
    )
  }
  if (verified === false) {
    return no(
      'unverified',
      `Nodes deploy for verified people only, and twin ${twin} is not verified. Verify it once under dashboard.grid.tf, then come back.`,
    )
  }
  return yes
}

/** Who may do what; a view shows `reason` where the answer is no. */
export const can = {
  run,
  /** May send an extrinsic that concerns its own account alone: accept terms, bill a contract, create a twin. */
  pay,
  /** May send money. */
  transfer: pay,
  /** May end or change a contract of this twin. */
  cancel: (session: Session, contract: { twin: number }): Verdict =>
    signAs(session, contract.twin, 'end this contract'),
  /** May publish relay and encryption key of the twin that speaks. */
  publish: (session: Session): Verdict =>
    session.twin === null
      ? no(
          'locked',
          'Nobody speaks, so there is no relay and no key to publish. Unlock the key of the twin first.',
        )
      : signAs(session, session.twin, 'publish its relay and key'),
  /** May deploy and update deployments. */
  deploy,
  /** May set the node's public NIC. */
  administer: (session: Session, node: Target): Verdict =>
    run('zos.admin.set_public_nic', session, node),
}

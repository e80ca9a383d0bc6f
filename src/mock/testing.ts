import { challengeHash } from '#gridtypes/challenge.ts'
import { parseDeployment, type Signature } from '#gridtypes/deployment.ts'
import { signedMessage } from '#gridtypes/signature.ts'
import { toHex, utf8, type Bytes } from '#lib/bytes.ts'
import { stringifyJson } from '#lib/json.ts'
import { challenge, decode, encode, envelope, type EnvelopeInit } from '#rmb/envelope.ts'
import { localIdentity } from '#rmb/crypto.ts'
import { createGrid, type Grid, type GridOptions } from './grid.ts'
import type { TwinKeys } from './keyring.ts'
import type { Session, Upgrade } from './relay.ts'
import type { ContractRow } from './schema.ts'

/** The moment at which test grids are made: 2026-11-21 12:00:00 UTC. */
export const NOON = Date.UTC(2026, 10, 21, 12)

/** A grid whose ordinary nodes answer at once, at a time that only the test moves. */
export function testGrid(options: GridOptions = {}) {
  let nowMs = NOON
  const grid = createGrid({ latency: 0, now: () => nowMs, ...options })
  return {
    grid,
    /** Moves the grid's time on, in seconds. */
    pass: (seconds: number) => {
      nowMs += seconds * 1000
    },
    seconds: () => Math.floor(nowMs / 1000),
  }
}

/** Fields of an envelope in place of the right ones. */
export type Bend = { [K in keyof EnvelopeInit]?: EnvelopeInit[K] | undefined }

/** A twin with its keys, able to make frames: one of the grid's own, unless its keys are given. */
export async function speaker(grid: Grid, twin: number, given?: TwinKeys) {
  const known = given ?? (await grid.keyring.of(twin))
  if (!known) throw new Error(`no twin ${twin}`)
  const keys: TwinKeys = known
  const identity = await localIdentity({ twin, secret: keys.mini, curve: keys.pair.curve })
  const seconds = () => Math.floor(grid.host.now() / 1000)
  const token = (sid?: string, exp = seconds() + 300) =>
    sid === undefined
      ? Promise.reject(new Error('a sid is needed'))
      : identity.token({ sid, iat: seconds(), exp })

  /** A signed request to a twin; `change` may bend its fields before it is signed. */
  async function request(
    to: number,
    command: string,
    options: {
      sid?: string
      body?: string
      uid?: string
      tags?: string
      change?: Bend
    } = {},
  ): Promise<Bytes> {
    const message = envelope({
      uid: options.uid ?? 'u1',
      ...(options.tags === undefined ? {} : { tags: options.tags }),
      timestamp: BigInt(seconds()),
      expiration: 20n,
      source: { twin, connection: options.sid ?? 'tab' },
      destination: { twin: to },
      message: { case: 'request', value: { command } },
      schema: 'application/json',
      payload: { case: 'plain', value: utf8(options.body ?? '') },
      ...options.change,
    } as EnvelopeInit) // a bent field may be absent, which an envelope's are allowed to be
    message.signature = await keys.pair.sign(challenge(message))
    return encode(message)
  }

  return { identity, keys, token, request }
}

/** One end of a connection that keeps what came. */
export function listener() {
  const frames: Bytes[] = []
  let closes = 0
  let arrived: (() => void) | undefined
  return {
    wire: {
      send(frame: Bytes) {
        frames.push(frame)
        arrived?.()
      },
      close() {
        closes++
        arrived?.()
      },
    },
    frames,
    closes: () => closes,
    messages: () => frames.map((frame) => decode(frame)),
    /** Waits until there are that many frames. */
    async until(count: number) {
      while (frames.length < count) {
        // settled by the next send
        await new Promise<void>((resolve) => {
          arrived = resolve
        })
      }
      return frames.map((frame) => decode(frame))
    },
  }
}

/** The session of an accepted upgrade. */
export function accepted(upgrade: Upgrade): Session {
  if (!upgrade.ok) throw new Error(`refused: ${upgrade.status} ${upgrade.body}`)
  return upgrade.session
}

/** A connection of a twin to the grid's relay. */
export async function connection(grid: Grid, twin: number, sid = 'tab') {
  const who = await speaker(grid, twin)
  const ear = listener()
  const session = accepted(await grid.relay.connect(await who.token(sid), ear.wire))
  return { who, ear, session }
}

/** What a test sends to a node; the rest of a deployment is filled in. */
export interface Sending {
  version?: number
  twin_id?: number
  contract_id?: number
  metadata?: string
  expiration?: number
  style?: string
  /** Who is asked to sign, and does. Default: the deployment's twin. */
  signers?: readonly number[]
  workloads: readonly { name: string; type: string; version?: number; data?: unknown }[]
}

/** A deployment as its twin's tool makes it, signed with the demo twins' own keys, and its hash. */
export async function signed(grid: Grid, sending: Sending) {
  const { version = 0, twin_id = 42, contract_id = 50_000, style = '' } = sending
  const signers = sending.signers ?? [twin_id]
  const requests = signers.map((twin) => ({ twin_id: twin, required: true, weight: 1 }))
  const draft = {
    version,
    twin_id,
    contract_id,
    metadata: sending.metadata ?? '',
    description: '',
    expiration: sending.expiration ?? 0,
    signature_requirement: {
      requests,
      weight_required: requests.length,
      signatures: [] as Signature[],
      signature_style: style,
    },
    workloads: sending.workloads.map((one) => ({ version, metadata: '', description: '', ...one })),
  }
  const hash = challengeHash(parseDeployment(stringifyJson(draft)))
  for (const twin of signers) {
    const keys = await grid.keyring.of(twin)
    if (!keys) throw new Error(`no twin ${twin}`)
    const signature = await keys.pair.sign(signedMessage(hash, style))
    draft.signature_requirement.signatures.push({
      twin_id: twin,
      signature: toHex(signature.slice(1)),
      signature_type: keys.pair.curve,
    })
  }
  return { body: draft, hash }
}

/** Makes or changes the contract that a deployment is for. */
export function contractFor(
  grid: Grid,
  nodeId: number,
  hash: string,
  { contractId = 50_000, publicIps = 0 } = {},
) {
  const row: ContractRow = {
    contractId,
    twinId: 42,
    state: 'Created',
    createdAt: Math.floor(grid.host.now() / 1000),
    details: { type: 'node', nodeId, data: '', hash, publicIps },
  }
  grid.db.contracts.set(contractId, row)
  grid.host.changed()
  return row
}

import { utf8, type Bytes } from '#lib/bytes.ts'
import { decipher, encipher } from '#rmb/cipher.ts'
import {
  challenge,
  decode,
  encode,
  envelope,
  ownBytes,
  SCHEMA,
  type Envelope,
  type EnvelopeInit,
} from '#rmb/envelope.ts'
import { verify } from '#rmb/keys.ts'
import { wait } from './exit.ts'
import { garble } from './garbage.ts'
import { decodeBody, goBytes } from './gojson.ts'
import type { Keyring, TwinFacts } from './keyring.ts'
import { commandOf, mockNode, run, type Host, type MockNode } from './node.ts'
import { hash } from './random.ts'
import { LostAnswer, Refusal } from './refusal.ts'
import type { NodeRow } from './schema.ts'

/** Answers of a node live this long, in seconds, whatever the request asked for (facts: rmb.md section 6.3). */
const ANSWER_TTL = 300n

/**
 * How long a node believes what it once read of a twin: six hours at a real one (facts: rmb.md section 4, pk
 * change hazard), here as long as somebody may be made to wait.
 */
const REMEMBERS_MS = 10_000

type Answer = { ok: true; payload: Bytes } | { ok: false; message: string }

/** Milliseconds a node takes; the ordinary ones scale with the grid's latency, slow nodes stay slow. */
function delayOf({ db, latency }: Host, { nodeId, temper }: NodeRow, call: number): number {
  const [least, most] = temper.delayMs
  const ms = least + (hash(db.seed, nodeId, 'delay', call) % Math.max(1, most - least))
  return most >= 1000 ? ms : ms * latency
}

// a node's handlers are made once for each grid
const made = new WeakMap<Host, WeakMap<NodeRow, MockNode>>()

function handlersOf(host: Host, node: NodeRow): MockNode {
  const nodes = made.get(host) ?? new WeakMap<NodeRow, MockNode>()
  made.set(host, nodes)
  const handlers = nodes.get(node) ?? mockNode(host, node)
  nodes.set(node, handlers)
  return handlers
}

/** What a node says to a command, without any envelope. Rejects with LostAnswer where no answer is to arrive. */
export async function answer(
  host: Host,
  node: NodeRow,
  caller: number,
  name: string,
  body: Bytes,
): Promise<Answer> {
  const command = commandOf(node, name)
  if (command === undefined) return { ok: false, message: 'function is not found' }
  try {
    const value = await run(handlersOf(host, node), command, caller, decodeBody(command, body))
    const { garbage } = node.temper
    // a node that garbles its version too could not even be opened
    const plain = garbage === null || name === 'zos.system.version'
    return { ok: true, payload: plain ? goBytes(value) : garble(garbage, value) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message }
    throw error
  }
}

/**
 * The peer of a Zero-OS node: a request's frame in, the answer's frame out, or undefined for silence
 * (facts: rmb.md sections 0, 4 and 6; rmb-sdk-go peer/peer.go and peer/router.go). It is silent on a bad
 * signature, an unknown caller, a cipher it cannot open, another schema and a missing payload; it looks
 * neither at the TTL nor at repeated uids.
 */
export function createNodePeer(host: Host, keyring: Keyring, node: NodeRow) {
  let calls = 0
  const known = new Map<number, { facts: TwinFacts; untilMs: number }>()

  /** What the node believes of a twin: it asks the chain, and then not again for a while. */
  async function factsOf(twin: number): Promise<TwinFacts | undefined> {
    const before = known.get(twin)
    if (before && before.untilMs > host.now()) return before.facts
    const facts = await keyring.facts(twin)
    if (facts) known.set(twin, { facts, untilMs: host.now() + REMEMBERS_MS * host.latency })
    return facts
  }

  /** The request's body, or undefined for silence. */
  async function bodyOf(
    message: Envelope,
    callerPk: Bytes | undefined,
  ): Promise<Bytes | undefined> {
    if (message.payload.case === 'plain') return ownBytes(message.payload.value)
    if (message.payload.case !== 'cipher' || callerPk === undefined) return undefined
    const mine = await keyring.of(node.twinId)
    if (!mine) return undefined
    try {
      return await decipher(await keyring.between(mine, callerPk), message.payload.value)
    } catch {
      return undefined // the caller's published key is no key
    }
  }

  return async function receive(frame: Bytes): Promise<Bytes | undefined> {
    const message = decode(frame)
    if (message?.message.case !== 'request' || !message.source) return undefined
    const caller = await factsOf(message.source.twin)
    if (!caller || message.signature === undefined) return undefined
    if (!(await verify(caller.account, challenge(message), message.signature))) {
      return undefined
    }
    const body = await bodyOf(message, caller.pk)
    if (body === undefined || message.schema !== SCHEMA) return undefined

    let said: Answer
    try {
      await wait(delayOf(host, node, calls++))
      said = await answer(host, node, message.source.twin, message.message.value.command, body)
    } catch (error) {
      if (error instanceof LostAnswer) return undefined
      throw error
    }
    return reply(message, said, caller.pk)
  }

  async function reply(to: Envelope, said: Answer, callerPk: Bytes | undefined) {
    const mine = await keyring.of(node.twinId)
    if (!mine || !to.source) return undefined
    // an error carries a `null` body as well, and clients ignore it
    const plain = said.ok ? said.payload : utf8('null')
    let payload: NonNullable<EnvelopeInit['payload']> = { case: 'plain', value: plain }
    if (callerPk !== undefined && mine.pk !== undefined) {
      try {
        const key = await keyring.between(mine, callerPk)
        payload = { case: 'cipher', value: await encipher(key, plain) }
      } catch {
        return undefined // nothing is said in plain to a twin that has published a key
      }
    }
    const out = envelope({
      uid: to.uid,
      timestamp: BigInt(Math.floor(host.now() / 1000)),
      expiration: ANSWER_TTL,
      source: { twin: node.twinId },
      destination: to.source,
      message: said.ok
        ? { case: 'response', value: {} }
        : { case: 'error', value: { code: 0, message: said.message } },
      schema: SCHEMA,
      // Go fills both deprecated fields, and both are hashed (facts: rmb.md section 5)
      federation: host.db.twins.get(to.source.twin)?.relay ?? '',
      relays: [host.db.relay],
      payload,
    })
    out.signature = await mine.pair.sign(challenge(out))
    return encode(out)
  }
}

export type NodePeer = ReturnType<typeof createNodePeer>

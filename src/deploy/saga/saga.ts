import * as z from 'zod/mini'
import { asContract, asNode, asTwin } from '#lib/ids.ts'
import { u64 } from '#lib/reader.ts'

/*
 * The business of paying for deployments and sending them, as plain data: what the journal keeps. Every change
 * of it is written before the step that it stands for is taken, so that whoever reads it later knows what may
 * have happened.
 */

const contractId = z.pipe(
  u64,
  z.transform((id) => asContract(id)),
)
const u32 = z.int().check(z.nonnegative(), z.maximum(0xffffffff))
const nodeId = z.pipe(
  u32,
  z.transform((id) => asNode(id)!), // a u32 by the check before it, as below
)
const twinId = z.pipe(
  u32,
  z.transform((id) => asTwin(id)!),
)
const hash = z.string().check(z.regex(/^[0-9a-f]{32}$/))
const index = z.int().check(z.nonnegative())

/** One call of an extrinsic, and the part of the saga that it is for. */
export const callShape = z.discriminatedUnion('call', [
  z.object({
    call: z.literal('create-node'),
    part: index,
    nodeId,
    hash,
    data: z.string(),
    publicIps: index,
  }),
  z.object({ call: z.literal('create-name'), part: index, name: z.string() }),
  z.object({
    call: z.literal('update-node'),
    part: index,
    contractId,
    hash,
    data: z.string(),
  }),
  z.object({ call: z.literal('cancel'), part: index, contractId }),
])
export type Call = z.output<typeof callShape>

const troubleShape = z.object({
  code: z.string(),
  message: z.string(),
  /** The chain's or the node's own words. */
  details: z.nullable(z.string()),
  /** Unix ms. */
  at: z.number(),
})
/** Why something did not go on, in a sentence; `code` is of the chain, the node, the bus, or one of `next.ts`. */
export type Trouble = z.output<typeof troubleShape>

/** The extrinsic of all chain calls of a saga at one time. */
const txShape = z.object({
  calls: z.array(callShape).check(z.minLength(1)),
  /** Null while the wallet is being asked: nothing was sent then. Noted before it is sent. */
  signed: z.nullable(
    z.object({
      hash: z.string(),
      account: z.string(),
      nonce: index,
      born: index,
      dies: index,
      genesisHash: z.string(),
    }),
  ),
})
export type Tx = z.output<typeof txShape>

const nameShape = z.object({
  name: z.string(),
  contractId: z.nullable(contractId),
  /** Made by this saga, so that taking the saga back gives it up. */
  own: z.boolean(),
})

/**
 * - `new` nothing on the chain yet · `known` its contract, or the contract's new hash, is final there
 * - `sending` handed to the node, or about to be: whether it has it is not known
 * - `settling` the node has it and works · `done` · `failed` it stands on the chain, and the node has refused
 *   it, failed at it, or has lost it
 * - `undoing` its contract is given up, or has its old hash again; the node is to be asked · `undone`
 * - `gone` the contract ended without this saga's doing
 */
const stage = z.enum([
  'new',
  'known',
  'sending',
  'settling',
  'done',
  'failed',
  'undoing',
  'undone',
  'gone',
])
export type PartStage = z.output<typeof stage>

const common = {
  stage,
  /** What is wanted: that it be, or that what was paid be given up again. */
  wish: z.enum(['make', 'undo']),
  trouble: z.nullable(troubleShape),
  /** How often it was handed to the node. */
  sends: index,
}
const sent = {
  nodeId,
  nodeTwin: twinId,
  /** The exact JSON that is signed and sent, but for its contract's id and signatures, which no hash covers. */
  text: z.string(),
  /** Of the text. */
  hash,
  /** `deployment_data` of the contract. */
  data: z.string(),
  /** Names of name gateways, which need a contract each. */
  names: z.array(nameShape),
}
const partShape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('create'),
    ...common,
    ...sent,
    publicIps: index,
    contractId: z.nullable(contractId),
    /** That contract has ended; its number is kept to ask the node. */
    over: z.boolean(),
  }),
  z.object({
    kind: z.literal('update'),
    ...common,
    ...sent,
    contractId,
    /** What the contract held before its hash was moved; null until that was looked up. */
    before: z.nullable(z.object({ hash, data: z.string() })),
  }),
  z.object({
    kind: z.literal('cancel'),
    ...common,
    contractId,
    /** Of a node contract; null for names and rents, of which no node has anything. */
    node: z.nullable(z.object({ nodeId, nodeTwin: twinId })),
  }),
])
/** One deployment, or one contract, of a saga. */
export type Part = z.output<typeof partShape>
export type PartOf<K extends Part['kind']> = Extract<Part, { kind: K }>
/** A part that is a deployment. */
export type Sent = PartOf<'create' | 'update'>

export const sagaShape = z.object({
  v: z.literal(1),
  id: z.string().check(z.minLength(1)),
  /** Which network it is for. */
  place: z.string(),
  title: z.string(),
  /** Whose deployments these are. */
  twinId,
  /** SS58, who pays: the twin's account. */
  account: z.string(),
  /** Unix ms. */
  madeAt: z.number(),
  /** Counts the notes of it. */
  seq: index,
  /** Every deployment has the signatures that its node will ask for. */
  signed: z.boolean(),
  tx: z.nullable(txShape),
  /** Why the saga as a whole does not go on: of signing and paying. */
  trouble: z.nullable(troubleShape),
  /** How it ended; null while it is under way. `left`: the person wants to hear no more of it. */
  closed: z.nullable(z.enum(['done', 'failed', 'undone', 'left'])),
  /** In this order on the chain; what depends on another part comes first where it is to end. */
  parts: z.array(partShape).check(z.minLength(1)),
})
/** One entry of the journal. */
export type Saga = z.output<typeof sagaShape>

/** A saga with one of its parts changed. */
export const withPart = (saga: Saga, at: number, change: Partial<Part>): Saga => ({
  ...saga,
  // a change names fields of the part's own kind
  parts: saga.parts.map((part, i) => (i === at ? ({ ...part, ...change } as Part) : part)),
})

/** The part at an index that came from the saga itself. */
export function partAt(saga: Saga, at: number): Part {
  const part = saga.parts[at]
  if (!part) throw new RangeError(`The saga has no part ${at}.`)
  return part
}

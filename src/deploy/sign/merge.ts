import type { LooseDeployment, Signature } from '#gridtypes/deployment.ts'
import { differences } from '#gridtypes/differ.ts'
import type { PublicKeyOf } from '#gridtypes/signature.ts'
import { readText, withSignatures } from '#deploy/saga/text.ts'
import { DeployError } from '../error.ts'
import type { Envelope, EnvelopePart } from './envelope.ts'
import { changeLine } from './changes.ts'
import { holding, withOnly } from './signatures.ts'
import { standingOf, type Standing } from './standing.ts'

/** A signature in an envelope that was thrown away: it does not hold, is of nobody who was asked, or comes twice. */
export interface Dropped {
  part: number
  twin_id: number
  why: 'invalid' | 'unlisted' | 'repeated'
}

/** An envelope with those signatures only that hold, or that could not be judged yet. */
export interface Opened {
  envelope: Envelope
  /** Of each part, in its order. */
  standings: Standing[]
  dropped: Dropped[]
}

/**
 * Verifies every signature of an envelope that was read. One that does not hold is taken out and told; one whose
 * account cannot be read stays, and its standing says so. Rejects with DeployError `mismatch` for an envelope of
 * another network than `network`.
 */
export async function openEnvelope(
  envelope: Envelope,
  network: string,
  publicKeyOf: PublicKeyOf,
): Promise<Opened> {
  if (envelope.network !== network) {
    throw new DeployError(
      'mismatch',
      'This draft is for another network than the one this console is on. Change the network in the settings, then open it again.',
    )
  }
  const keys = remembered(publicKeyOf)
  const dropped: Dropped[] = []
  const parts: EnvelopePart[] = []
  const standings: Standing[] = []
  for (const [at, part] of envelope.parts.entries()) {
    const { kept, gone } = await sorted(part.text, signaturesOf(part), keys, 'keep')
    const text = withOnly(part.text, kept)
    dropped.push(...gone.map((one) => ({ part: at, ...one })))
    parts.push({ ...part, text })
    standings.push(await standingOf(text, keys))
  }
  return { envelope: { ...envelope, parts }, standings, dropped }
}

const signaturesOf = ({ text }: EnvelopePart) =>
  readText(text).deployment.signature_requirement.signatures

/**
 * The one signature of each twin that stays, and the rest. Where an account cannot be read, its twin's first
 * stays or all is rejected.
 */
async function sorted(
  text: string,
  signatures: readonly Signature[],
  keys: PublicKeyOf,
  unread: 'keep' | 'reject',
) {
  const { requests } = readText(text).deployment.signature_requirement
  const asked = new Set(requests.map(({ twin_id }) => twin_id))
  const kept: Signature[] = []
  const gone: Omit<Dropped, 'part'>[] = signatures
    .filter(({ twin_id }) => !asked.has(twin_id))
    .map(({ twin_id }) => ({ twin_id, why: 'unlisted' }))
  for (const twin_id of asked) {
    const own = signatures.filter((one) => one.twin_id === twin_id)
    try {
      const held = await holding(text, own, keys)
      kept.push(...held.toSorted(bySignature).slice(0, 1))
      for (let i = held.length; i < own.length; i++) gone.push({ twin_id, why: 'invalid' })
      for (let i = 1; i < held.length; i++) gone.push({ twin_id, why: 'repeated' })
    } catch (error) {
      if (unread === 'reject' || !(error instanceof DeployError) || error.code !== 'key')
        throw error
      kept.push(...own.slice(0, 1))
    }
  }
  return { kept, gone }
}

const orderOf = ({ signature_type, signature }: Signature) => `${signature_type} ${signature}`
const bySignature = (a: Signature, b: Signature) =>
  orderOf(a) < orderOf(b) ? -1 : orderOf(a) > orderOf(b) ? 1 : 0

/** Asks for each key once. */
function remembered(publicKeyOf: PublicKeyOf): PublicKeyOf {
  const asked = new Map<number, Promise<Uint8Array>>()
  return (twin) => {
    const known = asked.get(twin) ?? Promise.resolve().then(() => publicKeyOf(twin))
    asked.set(twin, known)
    return known
  }
}

/**
 * The signatures of two envelopes of the same draft in one. Whoever merges which first, and however often, the
 * end is the same: of two signatures of a twin that hold, the one that sorts first stays. Rejects with
 * DeployError `mismatch` for envelopes that are not of the very same texts, with the difference in words, and
 * with `key` where a signature cannot be verified.
 */
export async function mergeEnvelopes(
  a: Envelope,
  b: Envelope,
  publicKeyOf: PublicKeyOf,
): Promise<Envelope> {
  insistSame(a, b)
  const keys = remembered(publicKeyOf)
  const parts: EnvelopePart[] = []
  for (const [at, part] of a.parts.entries()) {
    const match = b.parts[at]! // as many, by the check above
    const both = [...signaturesOf(part), ...signaturesOf(match)]
    const { kept } = await sorted(part.text, both, keys, 'reject')
    parts.push({ ...part, text: withOnly(part.text, kept) })
  }
  return { ...a, parts }
}

/** Without what the merging is about. */
const bare = ({ parts, ...rest }: Envelope): string =>
  JSON.stringify({
    ...rest,
    parts: parts.map((part) => ({ ...part, text: withSignatures(part.text, []) })),
  })

function insistSame(a: Envelope, b: Envelope): void {
  if (a.network !== b.network) throw other('They are for different networks.')
  if (a.parts.length !== b.parts.length) {
    throw other(`One has ${a.parts.length} deployments, the other ${b.parts.length}.`)
  }
  for (const [i, part] of a.parts.entries()) {
    const match = b.parts[i]! // as many, by the check above
    const of = a.parts.length > 1 ? ` of deployment ${i + 1}` : ''
    const lines = linesOf(part, match)
    if (part.hash !== match.hash) {
      throw other(`The hashes${of} are ${part.hash} and ${match.hash}.`, lines)
    }
    if (lines.length > 0) throw other(`They say different things${of} under one hash.`, lines)
  }
  // the hash has no separators and leaves fields out, so texts of one hash can still differ
  if (bare(a) !== bare(b)) {
    throw other('They differ in what the hash does not cover. Sign the one that the owner sent.')
  }
}

/** What differs between two texts, masked, a line each. */
const linesOf = (a: EnvelopePart, b: EnvelopePart): string[] =>
  differences(read(a), read(b)).map(changeLine)
const read = ({ text }: EnvelopePart): LooseDeployment => readText(text).deployment

function other(why: string, lines: readonly string[] = []): DeployError {
  const some = lines.slice(0, 3).join('; ')
  const told = lines.length > 3 ? `${some}; and ${lines.length - 3} more` : some
  return new DeployError(
    'mismatch',
    `These are not two copies of one draft, so they are not merged. ${why}${told && ` Different: ${told}.`}`,
    lines.length > 0 ? { details: lines.join('\n') } : {},
  )
}

import * as z from 'zod/mini'
import { readDeployment } from '#gridtypes/deployment.ts'
import { asNode, asTwin } from '#lib/ids.ts'
import { faultOf, u32 } from '#lib/reader.ts'
import { dataSize, MOST_DATA, needsOf, templates, type Draft } from '#deploy/compose/draft.ts'
import { readText, wireOf } from '#deploy/saga/text.ts'
import { DeployError } from '../error.ts'
import { hashOf } from './hash.ts'
import { plain } from './plain.ts'
import { signaturesIn, withOnly } from './signatures.ts'
import { secretsIn, type CarriedSecret } from './secrets.ts'
import { MOST_SIGNERS } from './requirement.ts'

/*
 * A draft on its way to those who sign it. Whoever opens one may have got it from anybody: nothing in it counts
 * that was not checked here, and what is refused is told in a sentence that quotes nothing of it.
 */

/** Characters of JSON, all texts of it together. */
const MOST_TEXT = 2_000_000
const MOST_PARTS = 50
const MOST_TITLE = 200
/** Verifying one takes some milliseconds. */
const MOST_SIGNATURES = 500

const partShape = z.object({
  node: z.pipe(
    u32,
    z.transform((id) => asNode(id)!), // a u32 by the check before it, as below
  ),
  nodeTwin: z.pipe(
    u32,
    z.transform((id) => asTwin(id)!),
  ),
  /** The exact JSON, with the signatures that there are. */
  text: z.string().check(z.maxLength(MOST_TEXT)),
  /** Of the text; never believed, always reckoned again. */
  hash: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  data: z.string().check(z.refine((data) => dataSize(data) <= MOST_DATA)),
  publicIps: u32,
  names: z.array(z.string().check(z.maxLength(64))),
  /**
   * For an update, what was signed last, so that every signer sees what changes. Only the contract on the chain
   * can tell whether it is that: its hash is `hashOf(before)` then.
   */
  before: z.nullable(z.string().check(z.maxLength(MOST_TEXT))),
})
const FORMAT = 'zos-console-signing'
const VERSION = 1
const envelopeShape = z.object({
  format: z.literal(FORMAT),
  v: z.literal(VERSION),
  /** As the console names it; twin numbers mean nothing without. */
  network: z.string().check(z.minLength(1), z.maxLength(200)),
  template: z.enum(templates),
  title: z.string().check(z.maxLength(MOST_TITLE)),
  parts: z.array(partShape).check(z.minLength(1), z.maxLength(MOST_PARTS)),
})
const versionShape = z.object({ format: z.literal(FORMAT), v: z.number() })

/** One deployment of an envelope. */
export type EnvelopePart = z.output<typeof partShape>
/** A draft with its signatures, on its way from signer to signer; any of its parts may be an update. */
export type Envelope = Omit<z.output<typeof envelopeShape>, 'format' | 'v'>

/**
 * Puts a draft into an envelope; `before` is what was signed last of each part, where it is an update. Texts
 * become what goes on the wire for them. Throws DeployError as `readEnvelope` does.
 */
export function envelopeOf(
  network: string,
  { template, title, parts }: Draft,
  before: readonly (string | null)[] = [],
): Envelope {
  const packed = parts.map((part, i): EnvelopePart => {
    const { node, nodeTwin, data, publicIps, names } = part
    const hash = hashOf(part.text)
    const text = withOnly(part.text, signaturesIn(part.text))
    return { node, nodeTwin, text, hash, data, publicIps, names, before: before[i] ?? null }
  })
  return checked({ network, template, title, parts: packed })
}

/** The draft in an envelope, its texts with the signatures they have by now. */
export const draftIn = ({ template, title, parts }: Envelope): Draft => ({
  template,
  title,
  parts: parts.map(({ hash: _hash, before: _before, ...part }) => part),
})

/** An envelope as JSON; the deployments stand in it as texts, secrets included. */
export const writeEnvelope = (envelope: Envelope, indent?: number): string =>
  JSON.stringify({ format: FORMAT, v: VERSION, ...envelope }, null, indent)

/** An envelope as a file. */
export const writeEnvelopeFile = (envelope: Envelope): string => `${writeEnvelope(envelope, 2)}\n`

/** What a file of an envelope is called. */
export const envelopeFileName = ({ parts }: Envelope): string =>
  `zos-signing-${parts[0]?.hash.slice(0, 8) ?? 'empty'}.json`

/**
 * Reads an envelope; no signature in it is verified yet (`openEnvelope` does). Throws DeployError: `unreadable`
 * for what is none, `too-large`, `mismatch` where a text has not the hash that is said of it, or asks of the
 * chain something else than it says.
 */
export function readEnvelope(json: string): Envelope {
  if (json.length > 2 * MOST_TEXT) throw tooLarge()
  let value: unknown
  try {
    // every number in the frame is small; those of the deployments are inside their texts
    value = JSON.parse(json)
  } catch (cause) {
    throw new DeployError('unreadable', `This is no draft to sign: it is no JSON. ${AGAIN}`, {
      cause,
    })
  }
  const read = envelopeShape.safeParse(value)
  if (read.success) {
    const { format: _format, v: _v, ...envelope } = read.data
    return checked(envelope)
  }
  const other = versionShape.safeParse(value)
  if (other.success && other.data.v !== VERSION) {
    throw new DeployError(
      'unreadable',
      'This draft was written by another version of the console. Reload the page, or have it made again.',
    )
  }
  throw new DeployError('unreadable', `This is no draft to sign. ${AGAIN}`, {
    details: faultOf(read.error),
  })
}

const AGAIN = 'It may have been cut on its way: have it sent again, as a file.'
export const tooLarge = () =>
  new DeployError('too-large', 'This is larger than a draft to sign can be.')

/** What holds of an envelope whoever made it. */
function checked(envelope: Envelope): Envelope {
  const size = envelope.parts.reduce(
    (sum, { text, before }) => sum + text.length + (before?.length ?? 0),
    0,
  )
  if (size > MOST_TEXT) throw tooLarge()
  const count = envelope.parts.reduce((sum, { text }) => sum + signaturesOf(text), 0)
  if (count > MOST_SIGNATURES) throw tooLarge()
  const owners = new Set(envelope.parts.map(checkedPart))
  if (owners.size > 1) throw refused('Its deployments belong to different twins.')
  const title = plain(envelope.title).slice(0, MOST_TITLE)
  // one layout for all, or two copies of one draft would differ by white space
  const parts = envelope.parts.map((part) => ({ ...part, text: wireOf(part.text) }))
  return { ...envelope, title, parts }
}

function signaturesOf(text: string): number {
  const { requests, signatures } = readText(text).deployment.signature_requirement
  return Math.max(requests.length, signatures.length)
}

/** Checks a part, and tells whose it is. */
function checkedPart({ text, hash, publicIps, names, before }: EnvelopePart): number {
  const { deployment } = readText(text)
  const { requests } = deployment.signature_requirement
  if (requests.length > MOST_SIGNERS) throw tooLarge()
  const reckoned = hashOf(text)
  if (reckoned !== hash) {
    throw refused(`It says that its hash is ${hash}, and it has the hash ${reckoned}.`)
  }
  const needs = needsOf(deployment.workloads)
  if (needs.publicIps !== publicIps || JSON.stringify(needs.names) !== JSON.stringify(names)) {
    throw refused('It asks the chain for other addresses or names than its deployment has.')
  }
  // a deployment of version 0 has no contract yet, and an update has one
  if ((deployment.version === 0) !== (deployment.contract_id === 0n)) {
    throw refused('Its version and its contract do not go together.')
  }
  if (before !== null) {
    const earlier = readBefore(before)
    if (earlier.twin_id !== deployment.twin_id || earlier.version >= deployment.version) {
      throw refused('What it says was signed last is not an earlier version of it.')
    }
  }
  return deployment.twin_id
}

function readBefore(text: string) {
  try {
    return readDeployment(text)
  } catch (cause) {
    throw new DeployError('unreadable', 'What was signed last is no deployment.', { cause })
  }
}

const refused = (why: string) =>
  new DeployError('mismatch', `This draft contradicts itself, so it is not opened. ${why}`)

/** The secrets that an envelope carries, those of what was signed last too; each once. */
export function secretsOf({ parts }: Envelope): CarriedSecret[] {
  const all = parts.flatMap(({ text, before }) => [
    ...secretsIn(text),
    ...(before === null ? [] : secretsIn(before)),
  ])
  const seen = new Set<string>()
  return all.filter(({ workload, field }) => {
    const key = JSON.stringify([workload, field])
    return !seen.has(key) && seen.add(key)
  })
}

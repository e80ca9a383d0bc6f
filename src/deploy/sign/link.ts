import { fromBase64url, toBase64url, utf8, type Bytes } from '#lib/bytes.ts'
import { group } from '#lib/units.ts'
import { DeployError } from '../error.ts'
import { readEnvelope, tooLarge, writeEnvelope, type Envelope } from './envelope.ts'

/*
 * An envelope as the fragment of an address, which browsers send to nobody: `1.` and base64url of deflated JSON.
 */

const PREFIX = '1.'
/** Characters of a fragment. All current browsers keep addresses of this length; mail and messengers mostly do. */
export const MOST_LINK = 30_000
/** From here on some messengers cut a message. */
const LONG_LINK = 2_000
/** Bytes of JSON that are unpacked, however much more a link promises. */
const MOST_BYTES = 4_000_000

export interface Link {
  /** What comes after `#`. */
  fragment: string
  /** Characters of it. */
  size: number
  /** What its length means for a person; null where it means nothing. */
  advice: string | null
}

/** Writes an envelope as a fragment. Rejects with DeployError `too-large`, which tells its length and the way on. */
export async function writeLink(envelope: Envelope): Promise<Link> {
  const packed = await through(utf8(writeEnvelope(envelope)), new CompressionStream('deflate'))
  const fragment = PREFIX + toBase64url(packed)
  const size = fragment.length
  if (size > MOST_LINK) {
    throw new DeployError(
      'too-large',
      `As a link this draft has ${group(size)} characters, and ${group(MOST_LINK)} are carried safely. Hand it on as a file.`,
    )
  }
  const advice =
    size > LONG_LINK
      ? `This link has ${group(size)} characters. Some messengers cut such a link: hand it on as a file there.`
      : null
  return { fragment, size, advice }
}

/** Reads a fragment, with or without `#`. Rejects with DeployError as `readEnvelope` does. */
export async function readLink(fragment: string): Promise<Envelope> {
  const bare = fragment.replace(/^#/, '')
  if (bare.length > MOST_LINK) throw tooLarge()
  if (!bare.startsWith(PREFIX)) {
    const isOther = /^\d{1,3}\./.test(bare)
    throw new DeployError(
      'unreadable',
      isOther
        ? 'This link was made by another version of the console. Reload the page, or have it made again.'
        : 'This link carries no draft to sign.',
    )
  }
  const packed = fromBase64url(bare.slice(PREFIX.length))
  if (!packed) throw broken()
  let json: string
  try {
    const bytes = await through(packed, new DecompressionStream('deflate'), MOST_BYTES)
    json = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    if (cause instanceof DeployError) throw cause
    throw broken(cause)
  }
  return readEnvelope(json)
}

const broken = (cause?: unknown) =>
  new DeployError(
    'unreadable',
    'This link is broken. It may have been cut on its way: have it sent again, or as a file.',
    { cause },
  )

/** Bytes through a stream that packs or unpacks, no further than `most`. */
async function through(
  bytes: Bytes,
  stream: CompressionStream | DecompressionStream,
  most = Infinity,
): Promise<Bytes> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader()
  const chunks: Bytes[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    length += value.length
    if (length <= most) continue
    await reader.cancel()
    throw tooLarge()
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}

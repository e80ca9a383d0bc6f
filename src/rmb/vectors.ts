import { equal, fromHex, text, toBase64url, toHex, utf8, type Bytes } from '#lib/bytes.ts'
import { parseJson, stringifyJson } from '#lib/json.ts'
import { toSs58 } from '#lib/ss58.ts'
import { judge, parseAnswer, sort } from './checks.ts'
import { decipher, encipher, sharedKey, sharedSecret } from './cipher.ts'
import { localIdentity } from './crypto.ts'
import { challenge, decode, encode, envelope, type Envelope } from './envelope.ts'
import type { Curve } from './identity.ts'
import { keyPair, miniSecret, pkOf, verify } from './keys.ts'
import { socketUrl } from './relay.ts'
import { checkToken, makeToken } from './token.ts'

/** One entry of a `rmb.json`; the shapes of `input` and `expected` follow from `kind`. */
export interface RmbVector {
  id: string
  kind: string
  note?: string
  input: unknown
  expected: unknown
}

/** An envelope as the vectors write it: a missing key is absent on the wire, `""` is present and empty. */
interface EnvelopeJson {
  uid: string
  tags?: string
  timestamp: number
  expiration: number
  source?: { twin: number; connection?: string }
  destination?: { twin: number; connection?: string }
  request?: { command: string }
  response?: object
  error?: { code: number; message: string }
  ping?: object
  pong?: object
  signatureHex?: string
  schema?: string
  federation?: string
  plainHex?: string
  cipherHex?: string
  relays: string[]
}

class Mismatch extends Error {}

function bytesOf(hex: string): Bytes {
  const bytes = fromHex(hex)
  if (bytes === undefined) throw new Mismatch(`not hex: ${hex}`)
  return bytes
}

function same(what: string, got: unknown, wanted: unknown): void {
  const [a, b] = [sorted(got), sorted(wanted)]
  if (a !== b) throw new Mismatch(`${what}: got ${a}, expected ${b}`)
}

/** JSON with the keys of objects in order, so that two can be compared as texts. */
const sorted = (value: unknown): string =>
  value === undefined ? 'nothing' : stringifyJson(inOrder(value))

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, v]) => [key, inOrder(v)]),
  )
}

function fromJson(json: EnvelopeJson): Envelope {
  const { plainHex, cipherHex, signatureHex, request, response, error, ping, pong, ...rest } = json
  const message = envelope({
    ...rest,
    timestamp: BigInt(json.timestamp),
    expiration: BigInt(json.expiration),
  })
  if (request) message.message = envelope({ message: { case: 'request', value: request } }).message
  if (response) message.message = envelope({ message: { case: 'response', value: {} } }).message
  if (error) message.message = envelope({ message: { case: 'error', value: error } }).message
  if (ping) message.message = envelope({ message: { case: 'ping', value: {} } }).message
  if (pong) message.message = envelope({ message: { case: 'pong', value: {} } }).message
  if (plainHex !== undefined) message.payload = { case: 'plain', value: bytesOf(plainHex) }
  if (cipherHex !== undefined) message.payload = { case: 'cipher', value: bytesOf(cipherHex) }
  if (signatureHex !== undefined) message.signature = bytesOf(signatureHex)
  return message
}

function toJson(message: Envelope): unknown {
  const { uid, tags, timestamp, expiration, schema, federation, relays, payload } = message
  const address = (a: Envelope['source']) => a && { twin: a.twin, connection: a.connection }
  const { case: kind, value } = message.message
  const body =
    kind === 'request'
      ? { command: value.command }
      : kind === 'error'
        ? { code: value.code, message: value.message }
        : {}
  return {
    uid,
    tags,
    timestamp: Number(timestamp),
    expiration: Number(expiration),
    source: address(message.source),
    destination: address(message.destination),
    ...(kind && { [kind]: body }),
    signatureHex: message.signature && toHex(message.signature),
    schema,
    federation,
    ...(payload.case && { [`${payload.case}Hex`]: toHex(payload.value) }),
    relays,
  }
}

type Checker<In, Out> = (input: In, expected: Out) => Promise<void>
interface Signing {
  secret: string
  keyType: Curve
  envelope: EnvelopeJson
}
interface Signed {
  preimageHex: string
  challengeMd5Hex: string
  wireHexReferenceClient: string
  wireHexAscending: string
}

const keys: Checker<
  { secret: string },
  Record<
    | 'miniSecretHex'
    | 'ed25519PubHex'
    | 'sr25519PubHex'
    | 'ss58Ed25519'
    | 'ss58Sr25519'
    | 'rmbPkHex',
    string
  >
> = async ({ secret }, expected) => {
  const mini = miniSecret(secret)
  const ed = await keyPair(mini, 'ed25519')
  const sr = await keyPair(mini, 'sr25519')
  same('mini secret', toHex(mini), expected.miniSecretHex)
  same('ed25519', toHex(ed.account), expected.ed25519PubHex)
  same('sr25519', toHex(sr.account), expected.sr25519PubHex)
  same('ss58 ed25519', toSs58(ed.account), expected.ss58Ed25519)
  same('ss58 sr25519', toSs58(sr.account), expected.ss58Sr25519)
  same('pk', toHex(pkOf(mini)), expected.rmbPkHex)
}

interface TokenInput {
  secret: string
  keyType: Curve
  twin: number
  sid: string
}

const jwt: Checker<
  TokenInput & { iat: number; exp: number },
  {
    headerJson: string
    claimsJson: string
    signingInput: string
    signatureHex: string
    token: string
  }
> = async ({ secret, keyType, twin, sid, iat, exp }, expected) => {
  const pair = await keyPair(miniSecret(secret), keyType)
  const token = await makeToken(pair, { sub: twin, iat, exp, sid })
  same('token', token, expected.token)
  const input = `${toBase64url(utf8(expected.headerJson))}.${toBase64url(utf8(expected.claimsJson))}`
  same('signing input', input, expected.signingInput)
  same('signature', toHex(await pair.sign(utf8(input))), expected.signatureHex)
  same('check', await checkToken(token, iat, () => pair.account), { twin, sid })
}

const jwtVerify: Checker<
  { token: string; accountPkHex: string; now: number },
  { valid: boolean; reason?: string }
> = async ({ token, accountPkHex, now }, { valid, reason }) => {
  const result = await checkToken(token, now, () => bytesOf(accountPkHex))
  const refused = 'refused' in result ? result.refused : undefined
  same('valid', refused === undefined, valid)
  if (reason !== undefined && !refused?.endsWith(reason)) {
    throw new Mismatch(`reason: got ${refused}, expected ${reason}`)
  }
}

/** The challenge of both frames is that of the envelope, and the encoder writes the ascending one byte by byte. */
async function signing(
  { envelope: json }: Signing,
  expected: Signed,
  signature: Bytes,
): Promise<Bytes> {
  const message = fromJson(json)
  const digest = challenge(message)
  same('challenge', toHex(digest), expected.challengeMd5Hex)
  message.signature = signature
  same('wire', toHex(encode(message)), expected.wireHexAscending)
  for (const wire of [expected.wireHexAscending, expected.wireHexReferenceClient]) {
    const received = decode(bytesOf(wire))
    if (received === undefined) throw new Mismatch(`cannot decode ${wire}`)
    same('challenge of the frame', toHex(challenge(received)), expected.challengeMd5Hex)
  }
  return digest
}

const signEnvelope: Checker<Signing, Signed & { signatureHex: string }> = async (
  input,
  expected,
) => {
  const pair = await keyPair(miniSecret(input.secret), input.keyType)
  const signature = await pair.sign(challenge(fromJson(input.envelope)))
  same('signature', toHex(signature), expected.signatureHex)
  const digest = await signing(input, expected, signature)
  same('verified', await verify(pair.account, digest, signature), true)
}

const signEnvelopeVerifyOnly: Checker<
  Signing,
  Signed & { exampleSignatureHex: string; accountPkHex: string }
> = async (input, expected) => {
  const example = bytesOf(expected.exampleSignatureHex)
  const account = bytesOf(expected.accountPkHex)
  const digest = await signing(input, expected, example)
  same('the example', await verify(account, digest, example), true)
  const pair = await keyPair(miniSecret(input.secret), input.keyType)
  same('account', toHex(pair.account), expected.accountPkHex)
  same('our own', await verify(account, digest, await pair.sign(digest)), true)
}

const verifyEnvelope: Checker<
  { wireHex: string; accountPkHex: string },
  { valid: boolean }
> = async ({ wireHex, accountPkHex }, { valid }) => {
  const message = decode(bytesOf(wireHex))
  const got =
    message?.signature !== undefined &&
    (await verify(bytesOf(accountPkHex), challenge(message), message.signature))
  same('valid', got, valid)
}

const decoding: Checker<{ hex: string }, { envelope?: EnvelopeJson; error?: true }> = async (
  { hex },
  expected,
) => {
  const message = decode(bytesOf(hex))
  same('refused', message === undefined, expected.error === true)
  if (message === undefined) return
  same('envelope', toJson(message), expected.envelope)
  // what was received and is encoded again loses nothing: fields that we do not know included
  const again = decode(encode(message))
  same('encoded and decoded again', again && toJson(again), expected.envelope)
}

const shared: Checker<{ secret: string; peerPkHex: string }, { sharedKeyHex: string }> = async (
  { secret, peerPkHex },
  { sharedKeyHex },
) => same('key', toHex(sharedSecret(miniSecret(secret), bytesOf(peerPkHex))), sharedKeyHex)

const encrypt: Checker<
  { secret: string; peerPkHex: string; nonceHex: string; plaintextUtf8: string },
  { cipherHex: string }
> = async ({ secret, peerPkHex, nonceHex, plaintextUtf8 }, { cipherHex }) => {
  const key = await sharedKey(miniSecret(secret), bytesOf(peerPkHex))
  const cipher = await encipher(key, utf8(plaintextUtf8), bytesOf(nonceHex))
  same('cipher', toHex(cipher), cipherHex)
}

const decrypt: Checker<
  { secret: string; peerPkHex: string; cipherHex: string },
  { plaintextUtf8?: string; error?: true }
> = async ({ secret, peerPkHex, cipherHex }, expected) => {
  const key = await sharedKey(miniSecret(secret), bytesOf(peerPkHex))
  const plain = await decipher(key, bytesOf(cipherHex))
  same('refused', plain === undefined, expected.error === true)
  same('plain', plain && text(plain), expected.plaintextUtf8)
}

const call: Checker<
  TokenInput & {
    relayUrl: string
    now: number
    uid: string
    command: string
    payloadUtf8: string | null
    ttlSeconds: number
    destination: { twin: number }
  },
  { urlRequested: string; challengeMd5Hex: string; signatureHex: string; frameHexAscending: string }
> = async (input, expected) => {
  const { twin, sid, now, uid, command, destination } = input
  const identity = await localIdentity({
    twin,
    secret: miniSecret(input.secret),
    curve: input.keyType,
  })
  const token = await identity.token({ sid, iat: now, exp: now + 1000 })
  same('address', socketUrl(input.relayUrl, token), expected.urlRequested)
  const draft = {
    uid,
    command,
    timestamp: now,
    expiration: input.ttlSeconds,
    source: { twin, connection: sid },
    destination,
    payload: utf8(input.payloadUtf8 ?? ''),
    relays: [new URL(input.relayUrl).hostname],
  }
  const frame = await identity.seal(draft, undefined)
  same('frame', toHex(frame), expected.frameHexAscending)
  const message = decode(frame)
  same('challenge', message && toHex(challenge(message)), expected.challengeMd5Hex)
  same('signature', message?.signature && toHex(message.signature), expected.signatureHex)
}

interface ResponseInput {
  mySecret: string
  myTwin: number
  mySid: string
  requestUid: string
  requestTwin: number
  twins: Record<string, { accountPkHex: string; pkHex?: string; relay?: string }>
  now: number
  wireHex: string
}

const response: Checker<ResponseInput, unknown> = async (input, expected) =>
  same('outcome', await outcome(input), expected)

/** What a client makes of the frame, by the functions that the client uses, in the words of the vectors. */
async function outcome(input: ResponseInput): Promise<unknown> {
  const frame = bytesOf(input.wireHex)
  const invalid = (reason: string) => ({ accept: false, error: { origin: 'invalid', reason } })
  const source = { twin: input.myTwin, connection: input.mySid }
  const expected = { twin: input.requestTwin, source }
  const sorting = sort(
    frame,
    (uid) => (uid === input.requestUid ? expected : undefined),
    input.now,
    0,
  )
  if (sorting.kind === 'pong') return { accept: false, pong: true }
  if (sorting.kind === 'relay-error') {
    return {
      accept: false,
      error: { origin: 'relay', code: sorting.code, message: sorting.message },
    }
  }
  if (sorting.kind === 'drop') {
    return ['unknown-uid', 'unparsable'].includes(sorting.reason)
      ? { accept: false, ignore: true }
      : invalid(sorting.reason)
  }
  const record = input.twins[String(input.requestTwin)]
  if (record === undefined) throw new Mismatch('the called twin is not among the twins')
  const peer = {
    twin: input.requestTwin,
    account: bytesOf(record.accountPkHex),
    ...(record.pkHex !== undefined && { pk: bytesOf(record.pkHex) }),
  }
  const secret = miniSecret(input.mySecret)
  const identity = await localIdentity({ twin: input.myTwin, secret, curve: 'ed25519' })
  const verdict = await judge(identity, frame, sorting.envelope, peer)
  switch (verdict.kind) {
    case 'drop':
      return invalid(verdict.reason)
    case 'undecipherable':
      return invalid('decrypt')
    case 'node-error':
      return {
        accept: false,
        error: { origin: 'peer', code: verdict.code, message: verdict.message },
      }
    case 'value':
      return { accept: true, value: parseAnswer(verdict.payload, 8 << 20, 'The node') }
    default:
      return verdict satisfies never
  }
}

const walletSignature: Checker<
  { secret: string; keyType: Curve; challengeHashHex: string; signRawData: string },
  { messageUtf8: string; signatureHex: string; accountPkHex: string }
> = async ({ secret, keyType, challengeHashHex, signRawData }, expected) => {
  // style polka-wallet: the hex of the hash as text between the wallet's marks (facts: rmb.md section 7.2)
  same('data', signRawData, toHex(bytesOf(challengeHashHex)))
  const message = `<Bytes>${signRawData}</Bytes>`
  same('message', message, expected.messageUtf8)
  const pair = await keyPair(miniSecret(secret), keyType)
  const signature = await pair.sign(utf8(message))
  same('account', equal(pair.account, bytesOf(expected.accountPkHex)), true)
  same('signature', toHex(signature.subarray(1)), expected.signatureHex)
}

// the shapes are the format's own; an entry that does not keep to its kind's shape fails by itself
const checkers = {
  keys,
  jwt,
  'jwt-verify': jwtVerify,
  'sign-envelope': signEnvelope,
  'sign-envelope-verify-only': signEnvelopeVerifyOnly,
  'verify-envelope': verifyEnvelope,
  decode: decoding,
  'shared-key': shared,
  encrypt,
  decrypt,
  call,
  response,
  'wallet-signature': walletSignature,
} as Record<string, Checker<unknown, unknown>>

/** Checks one entry; the reason why it fails, or undefined when it passes. */
export async function checkRmb(vector: RmbVector): Promise<string | undefined> {
  const checker = Object.hasOwn(checkers, vector.kind) ? checkers[vector.kind] : undefined
  if (checker === undefined) return `unknown kind ${vector.kind}`
  try {
    await checker(vector.input, vector.expected)
    return undefined
  } catch (error) {
    return error instanceof Mismatch ? error.message : String(error)
  }
}

/** The entries of a `rmb.json`. Throws when the text has none. */
export function rmbVectors(json: string): RmbVector[] {
  const file = parseJson(json)
  if (
    typeof file === 'object' &&
    file !== null &&
    'vectors' in file &&
    Array.isArray(file.vectors)
  ) {
    return file.vectors // entries of any shape: checkRmb refuses what it cannot use
  }
  throw new Error('no list "vectors" in this file')
}

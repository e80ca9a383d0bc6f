import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { WebSocketServer, type WebSocket as Peer } from 'ws'
import { text, utf8, type Bytes } from '#lib/bytes.ts'
import { decipher, encipher, sharedKey } from './cipher.ts'
import { createRmbClient, type RmbClient, type RmbOptions } from './client.ts'
import { localIdentity } from './crypto.ts'
import { challenge, decode, encode, envelope, ownBytes, SCHEMA } from './envelope.ts'
import type { Envelope } from './envelope.ts'
import type { Curve, Identity, Twin } from './identity.ts'
import { keyPair, miniSecret, pkOf, type KeyPair } from './keys.ts'
import { checkToken } from './token.ts'

// A relay and nodes for the tests of this folder, on a real socket of this machine. It answers only what a
// test tells it to, and as wrongly as the test wants it.

export const MNEMONIC = 'neck stage box cup core magic produce exercise happy rely vocal then'
export const ME = 7

/** One twin of the test grid with its keys. */
export interface Member {
  twin: number
  mini: Bytes
  pair: KeyPair
  record: Twin
}

export async function member(
  twin: number,
  curve: Curve = 'ed25519',
  secret?: string,
): Promise<Member> {
  const seed = `0x${twin.toString(16).padStart(64, '0')}`
  const mini = miniSecret(secret ?? seed)
  const pair = await keyPair(mini, curve)
  return { twin, mini, pair, record: { twin, account: pair.account, pk: pkOf(mini) } }
}

/** How an answer differs from the right one. */
export interface Wrong {
  uid?: string
  source?: { twin: number; connection?: string }
  destination?: { twin: number; connection?: string }
  timestamp?: number
  expiration?: number
  /** Signs in place of the source. */
  signer?: Member
  /** Enciphers in place of the source. */
  cipherer?: Member
  plain?: boolean
  /** No payload at all. */
  empty?: boolean
  error?: string
}

/** A request as it came in. */
export interface Received {
  envelope: Envelope
  frame: Bytes
  command: string
  twin: number
  peer: Peer
  /** The deciphered body, as text. */
  body: () => Promise<string>
  /** The bytes of an answer to it. */
  answer: (json: string, wrong?: Wrong) => Promise<Bytes>
  /** Sends the right answer, or a wrong one. */
  reply: (json: string, wrong?: Wrong) => Promise<void>
}

export class TestGrid {
  readonly members = new Map<number, Member>()
  readonly sids: string[] = []
  readonly tokens: string[] = []
  /** Every request, in order. */
  readonly requests: Received[] = []
  /** False: pings stay unanswered, as on a half-open socket. */
  pongs = true
  /** Answers each request as it comes, when set. */
  onRequest: ((request: Received) => void) | undefined
  lookups = 0
  readonly #taken: ((request: Received) => void)[] = []
  readonly #untaken: Received[] = []
  readonly #peers = new Set<Peer>()
  readonly #clients: RmbClient[] = []
  #server: WebSocketServer | undefined
  #port = 0

  static async start(...members: Member[]): Promise<TestGrid> {
    const grid = new TestGrid()
    for (const each of members) grid.members.set(each.twin, each)
    await grid.listen()
    return grid
  }

  /** Listens, on the same port as before when it did before. */
  async listen(): Promise<void> {
    const callers = new WeakMap<IncomingMessage, { twin: number; sid: string | undefined }>()
    this.#server = new WebSocketServer({
      host: '127.0.0.1',
      port: this.#port,
      // the real one refuses before the upgrade as well (facts: rmb.md section 1.3)
      verifyClient: ({ req }, done) => {
        void this.#check(req.url ?? '').then((who) => {
          if (who !== undefined) callers.set(req, who)
          done(who !== undefined, 401)
        })
      },
    })
    this.#server.on('connection', (peer, request) => {
      const who = callers.get(request)
      if (who !== undefined) this.#welcome(peer, who)
    })
    await once(this.#server, 'listening')
    const address = this.#server.address()
    if (typeof address === 'object' && address !== null) this.#port = address.port
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#port}`
  }

  get connections(): number {
    return this.#peers.size
  }

  /** Cuts every socket without a word. */
  cut(): void {
    for (const peer of this.#peers) peer.terminate()
  }

  /** The relay is gone: sockets cut, port closed. */
  async stop(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    this.cut()
    if (server !== undefined) await new Promise((resolve) => server.close(resolve))
  }

  async end(): Promise<void> {
    for (const client of this.#clients) client.close()
    await this.stop()
  }

  /** The next request that no `next` has taken yet. */
  next(): Promise<Received> {
    const first = this.#untaken.shift()
    return first ? Promise.resolve(first) : new Promise((resolve) => this.#taken.push(resolve))
  }

  /** Any bytes or text to every socket. */
  push(frame: Bytes | string): void {
    for (const peer of this.#peers) peer.send(frame)
  }

  async identity(of = ME): Promise<Identity> {
    const { mini, pair } = this.#member(of)
    return localIdentity({ twin: of, secret: mini, curve: pair.curve })
  }

  async client(options: Partial<RmbOptions> = {}): Promise<RmbClient> {
    const client = createRmbClient({
      relayUrl: this.url,
      identity: options.identity ?? (await this.identity()),
      twins: async (twin) => {
        this.lookups++
        return this.members.get(twin)?.record
      },
      relays: ['relay.test'],
      ...options,
    })
    this.#clients.push(client)
    return client
  }

  #member(twin: number): Member {
    const found = this.members.get(twin)
    if (found === undefined) throw new Error(`no member ${twin}`)
    return found
  }

  async #check(url: string) {
    const token = url.slice(url.indexOf('?') + 1)
    const now = Math.floor(Date.now() / 1000)
    const who = await checkToken(token, now, (twin) => this.members.get(twin)?.record.account)
    if ('refused' in who) return undefined
    this.tokens.push(token)
    this.sids.push(who.sid ?? '')
    return who
  }

  #welcome(peer: Peer, who: { twin: number; sid: string | undefined }): void {
    this.#peers.add(peer)
    peer.on('error', () => {})
    peer.on('close', () => this.#peers.delete(peer))
    peer.on('message', (data: Buffer) => this.#handle(peer, who, data))
  }

  #handle(peer: Peer, who: { twin: number; sid: string | undefined }, data: Buffer): void {
    const frame = ownBytes(data)
    const message = decode(frame)
    if (message === undefined) throw new Error('the client sent no envelope')
    const { source, destination, uid } = message
    if (source?.twin !== who.twin || source.connection !== who.sid) return
    if (message.message.case === 'ping') {
      if (!this.pongs) return
      const pong = envelope({ uid, destination: source, message: { case: 'pong', value: {} } })
      peer.send(encode({ ...pong, payload: { case: 'plain', value: utf8('hello world') } }))
      return
    }
    if (message.message.case !== 'request' || destination === undefined) return
    const request: Received = {
      envelope: message,
      frame,
      command: message.message.value.command,
      twin: destination.twin,
      peer,
      body: () => this.#body(message),
      answer: (json, wrong) => this.#answer(message, json, wrong),
      reply: async (json, wrong) => peer.send(await this.#answer(message, json, wrong)),
    }
    this.requests.push(request)
    this.onRequest?.(request)
    const taker = this.#taken.shift()
    if (taker) taker(request)
    else this.#untaken.push(request)
  }

  async #body({ payload, source, destination }: Envelope): Promise<string> {
    if (payload.case !== 'cipher') return text(payload.value ?? new Uint8Array())
    const [node, caller] = [destination, source].map((a) => this.#member(a?.twin ?? 0))
    const key = await sharedKey(node!.mini, caller!.record.pk ?? new Uint8Array())
    return text((await decipher(key, payload.value)) ?? utf8('(not to be opened)'))
  }

  async #answer(request: Envelope, json: string, wrong: Wrong = {}): Promise<Bytes> {
    const caller = this.#member(request.source?.twin ?? 0)
    const node = this.#member(request.destination?.twin ?? 0)
    const plain = wrong.plain === true || caller.record.pk === undefined
    const key = plain
      ? undefined
      : await sharedKey((wrong.cipherer ?? node).mini, caller.record.pk ?? new Uint8Array())
    const message = envelope({
      uid: wrong.uid ?? request.uid,
      timestamp: BigInt(wrong.timestamp ?? Math.floor(Date.now() / 1000)),
      expiration: BigInt(wrong.expiration ?? 300),
      source: wrong.source ?? { twin: node.twin },
      destination: wrong.destination ?? request.source ?? {},
      message:
        wrong.error === undefined
          ? { case: 'response', value: {} }
          : { case: 'error', value: { code: 0, message: wrong.error } },
      schema: SCHEMA,
      federation: 'relay.test',
      relays: ['relay.test'],
    })
    if (wrong.empty !== true) {
      message.payload = key
        ? { case: 'cipher', value: await encipher(key, utf8(json)) }
        : { case: 'plain', value: utf8(json) }
    }
    message.signature = await (wrong.signer ?? node).pair.sign(challenge(message))
    return encode(message)
  }
}

/** The frame of a relay's own error: no source, unsigned (facts: rmb.md section 6.1). */
export const relayErrorFrame = (uid: string, message: string): Bytes =>
  encode(
    envelope({
      uid,
      timestamp: BigInt(Math.floor(Date.now() / 1000)),
      expiration: 300n,
      message: { case: 'error', value: { code: 0, message } },
    }),
  )

/**
 * One side of the benchmark in a process of its own, told over IPC by bench.ts: `client` is the RMB client
 * with every check on, `bare` a socket that sends prepared frames and matches answers by uid.
 */
import { createGridProxy } from '#gridproxy/client.ts'
import { twinDirectory } from '#gridproxy/twins.ts'
import { utf8, type Bytes } from '#lib/bytes.ts'
import { createRmbClient } from '#rmb/client.ts'
import { localIdentity } from '#rmb/crypto.ts'
import type { Curve, Identity, Twin, TwinDirectory } from '#rmb/identity.ts'
import { miniSecret } from '#rmb/keys.ts'
import { enciphersTo, relaysOf } from '#rmb/own.ts'
import { freshSid } from '#rmb/random.ts'
import { socketUrl } from '#rmb/relay.ts'

/** What this process is told at its start. */
export interface Job {
  side: 'client' | 'bare'
  relay: string
  proxy: string
  speaker: { twin: number; curve: Curve; secret: string }
  /** Twins of nodes that answer at once. */
  nodes: number[]
  command: string
}

/** One measurement: so many callers, each with one call on its way, for at least `ms` after `warmMs`. */
export interface Round {
  callers: number
  warmMs: number
  ms: number
}

export interface Result {
  /** Calls that ended in the measured time, in ms. */
  calls: number
  ms: number
  cpuMs: number
  p50: number
  p99: number
}

/** Makes the n-th call and ends with its answer. */
type CallOne = (n: number) => Promise<void>

/** Prepared frames: more than twice the callers, so that no uid is on its way twice. */
const PREPARED = 1024

async function client(job: Job, identity: Identity, twins: TwinDirectory) {
  const rmb = createRmbClient({ relayUrl: job.relay, identity, twins })
  const callOne: CallOne = async (n) => {
    await rmb.request(job.nodes[n % job.nodes.length]!, job.command, undefined, { resend: true }) // the remainder is an index
  }
  /** Throws unless all that was read was checked: nothing dropped, each answer verified and deciphered. */
  const check = () => {
    const drops = JSON.stringify(rmb.dropped())
    const unchecked = rmb
      .traces()
      .filter(({ outcome, verified, deciphered }) => outcome === 'ok' && !(verified && deciphered))
    if (drops !== '{}' || unchecked.length > 0) {
      throw new Error(`dropped ${drops}, ${unchecked.length} answers unchecked`)
    }
  }
  return { callOne, check }
}

async function bare(job: Job, identity: Identity, twins: TwinDirectory) {
  const find = async (twin: number): Promise<Twin> => {
    const found = await twins(twin)
    if (!found) throw new Error(`There is no twin ${twin}.`)
    return found
  }
  const own = await find(job.speaker.twin)
  const peers = await Promise.all(job.nodes.map(find))
  const connection = freshSid()
  const seconds = Math.floor(Date.now() / 1000)
  const frames: { uid: string; peer: Twin; frame: Bytes }[] = []
  for (let i = 0; i < PREPARED; i++) {
    const peer = peers[i % peers.length]! // the remainder is an index
    const uid = crypto.randomUUID()
    // the very draft that the client makes: src/rmb/outbound.ts
    const draft = {
      uid,
      command: job.command,
      timestamp: seconds,
      expiration: 20,
      source: { twin: own.twin, connection },
      destination: { twin: peer.twin },
      payload: utf8(''),
      tags: 'fail-fast',
      relays: relaysOf(own),
    }
    frames.push({ uid, peer, frame: await identity.seal(draft, enciphersTo(own, peer)) })
  }

  const token = await identity.token({ sid: connection, iat: seconds, exp: seconds + 600 })
  const socket = new WebSocket(socketUrl(job.relay, token))
  socket.binaryType = 'arraybuffer'
  const waiting = new Map<string, (answer: Bytes) => void>()
  socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
    // the uid is the first field: a tag, its length, 36 letters; nothing else of the answer is read
    const answer = new Uint8Array(data)
    const uid = String.fromCharCode(...answer.subarray(2, 38))
    waiting.get(uid)?.(answer)
    waiting.delete(uid)
  })
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('close', reject)
  })

  const send = (n: number): Promise<Bytes> => {
    const { uid, frame } = frames[n % frames.length]! // the remainder is an index
    const { promise, resolve } = Promise.withResolvers<Bytes>()
    waiting.set(uid, resolve)
    socket.send(frame)
    return promise
  }
  // once, before anything is measured: the prepared frames are good, and so is what comes back
  for (let n = 0; n < peers.length; n++) {
    const opened = await identity.open(await send(n), frames[n]!.peer) // more frames than peers
    if (!opened.ok) throw new Error(`The answer to a prepared frame does not hold: ${opened.why}.`)
  }
  const callOne: CallOne = async (n) => {
    await send(n)
  }
  return { callOne, check: () => {} }
}

let n = 0

/** Runs the callers until the time is over and each of them had two answers in it. */
async function measure(callOne: CallOne, { callers, warmMs, ms }: Round): Promise<Result> {
  const from = performance.now() + warmMs
  const took: number[] = []
  let warm = 0
  let began: { at: number; cpu: NodeJS.CpuUsage } | undefined
  let spent: { ms: number; cpuMs: number } | undefined

  function answered(sent: number) {
    const now = performance.now()
    if (began === undefined) {
      warm++
      if (now >= from && warm >= callers) began = { at: now, cpu: process.cpuUsage() }
      return
    }
    took.push(now - sent)
    if (now - began.at < ms || took.length < 2 * callers) return
    const { user, system } = process.cpuUsage(began.cpu)
    spent = { ms: now - began.at, cpuMs: (user + system) / 1000 }
  }
  async function caller() {
    while (spent === undefined) {
      const sent = performance.now()
      await callOne(n++)
      if (spent === undefined) answered(sent)
    }
  }
  await Promise.all(Array.from({ length: callers }, caller))
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.floor(took.length * share)] ?? NaN
  return { ...spent!, calls: took.length, p50: at(0.5), p99: at(0.99) } // callers end only when it is set
}

const job = JSON.parse(process.argv[2] ?? '') as Job // bench.ts writes it
const { twin, curve, secret } = job.speaker
const identity = await localIdentity({ twin, curve, secret: miniSecret(secret) })
const twins = twinDirectory(createGridProxy({ baseUrl: job.proxy }))
const { callOne, check } = await { client, bare }[job.side](job, identity, twins)

process.on('disconnect', () => process.exit())
process.on('message', (round: Round) => {
  void measure(callOne, round).then((result) => {
    check()
    process.send?.(result)
  })
})
process.send?.('ready')

import { readFileSync } from 'node:fs'
import { fromHex, type Bytes } from '#lib/bytes.ts'
import { parseJson } from '#lib/json.ts'
import type { Header } from './header.ts'

/*
 * For tests: a conversation of the public client library with the real spec 144 runtime, request by request
 * (facts: tfchain.md section 12). The file is data and is kept as it was recorded.
 */

export interface Message {
  id?: number
  method?: string
  params?: unknown
  result?: unknown
}

export interface Recorded {
  source: string
  genesis: string
  messages: { dir: 'c2s' | 's2c'; msg: Message }[]
}

export const recorded = parseJson(
  readFileSync(new URL('./recorded.json', import.meta.url), 'utf8'),
) as Recorded // the file's own shape

export const bytesOf = (hex: string): Bytes => fromHex(hex) ?? new Uint8Array()

interface HeaderJson {
  parentHash: string
  number: string
  stateRoot: string
  extrinsicsRoot: string
  digest: { logs: string[] }
}

/** Headers that were asked for by hash, genesis left out. */
export function recordedHeaders(): { hash: string; header: Header }[] {
  const asked = new Map<number, string>()
  const found = new Map<string, HeaderJson>()
  for (const { dir, msg } of recorded.messages) {
    const [hash] = Array.isArray(msg.params) ? msg.params : []
    if (dir === 'c2s' && msg.method === 'chain_getHeader' && typeof hash === 'string') {
      asked.set(msg.id ?? 0, hash)
    }
    const of = dir === 's2c' ? asked.get(msg.id ?? 0) : undefined
    if (of !== undefined && of !== recorded.genesis) found.set(of, msg.result as HeaderJson) // what was answered to chain_getHeader
  }
  return [...found].map(([hash, json]) => ({
    hash,
    header: {
      parentHash: bytesOf(json.parentHash),
      number: Number(json.number),
      stateRoot: bytesOf(json.stateRoot),
      extrinsicsRoot: bytesOf(json.extrinsicsRoot),
      logs: json.digest.logs.map(bytesOf),
    },
  }))
}

/** The signed extrinsics in the order in which they were sent. */
export const recordedExtrinsics = (): Bytes[] =>
  recorded.messages.flatMap(({ dir, msg }) => {
    const [hex] = Array.isArray(msg.params) ? msg.params : []
    const sent = dir === 'c2s' && msg.method === 'author_submitAndWatchExtrinsic'
    return sent ? [bytesOf(String(hex))] : []
  })

import type { QueryCache } from '@tanstack/react-query'
import type { Seal } from '#gridtypes/seal.ts'
import { asContract } from '#lib/ids.ts'
import { parseJson, stringifyJson } from '#lib/json.ts'
import { callNodeText } from './node.ts'
import { kept, type JudgedSeal } from './seal.ts'
import type { SealAnswer } from './sealcalls.ts'
import { inWorker } from './types.ts'

/**
 * What a seal comes to for a list: `differs` from what was signed · `unexplained` it tells something else,
 * and the history that may explain it could not be read · `quiet` nothing to be said.
 */
export type ListSeal = 'differs' | 'unexplained' | 'quiet'

/** A verdict on a contract of a hash (lower-case hex). */
export interface SeenSeal {
  contract_id: bigint
  hash: string
  seal: ListSeal
}

/** The part of a seal that a list may hold: nothing of what differs. */
export function listSealOf(seal: Pick<Seal, 'verdict'> & { reason?: string }): ListSeal {
  if (seal.verdict === 'differs') return 'differs'
  return seal.verdict === 'cannot-judge' && seal.reason === 'no-history' ? 'unexplained' : 'quiet'
}

/** Texts of deployments as one node told them, by contract: an answer of `list` and those of `get`. */
export interface ToldTexts {
  listed: { ids: readonly bigint[]; text: string | null }
  got: ReadonlyMap<bigint, string>
}

/**
 * Judges the seals of those contracts of which this browser keeps a copy with the contract's own hash, as
 * `useSeal` does; the history is read only where it could explain what differs. A seal that cannot be judged
 * is left out: it never stands in the way of a list. `hashes` are the contracts' own.
 */
export async function sealsInList({
  network,
  nodeTwin,
  hashes,
  texts,
  signal,
}: {
  network: string
  nodeTwin: number
  hashes: ReadonlyMap<bigint, string>
  texts: ToldTexts
  signal: AbortSignal
}): Promise<SeenSeal[]> {
  const told = [...texts.listed.ids, ...texts.got.keys()].filter((id) => hashes.get(id))
  if (told.length === 0) return []
  try {
    const store = await kept()
    const held = await store.held(network)
    const worth = told.flatMap((contract_id) => {
      const hash = hashes.get(contract_id)?.toLowerCase() ?? ''
      return held.has(`${contract_id} ${hash}`) ? [{ contract_id, hash }] : []
    })
    const textOf = textsOf(texts)
    const seals = await Promise.all(
      worth.map(async (one): Promise<SeenSeal[]> => {
        const { copies } = await store.get(network, one.contract_id)
        const texts = copies.map(({ hash, text, at }) => ({ hash, text, at }))
        const question = {
          deployment: textOf(one.contract_id),
          contractHash: one.hash,
          kept: texts.filter(({ hash }) => hash === one.hash),
        }
        const ask = (history?: string): Promise<SealAnswer> =>
          inWorker((worker) => worker.call('seal', { ...question, history }, { signal }))
        try {
          const first = listSealOf((await ask()).seal)
          if (first !== 'unexplained') return [{ ...one, seal: first }]
          const history = await historyOf(nodeTwin, one.contract_id, signal)
          return [
            { ...one, seal: history === null ? first : listSealOf((await ask(history)).seal) },
          ]
        } catch {
          return [] // what the list says of it stands without its seal
        }
      }),
    )
    return seals.flat()
  } catch {
    return [] // no store, no copies
  }
}

/** The text of one deployment; an element of a list is written anew, with every digit. */
function textsOf({ listed, got }: ToldTexts) {
  let all: unknown
  return (contract_id: bigint): string => {
    const text = got.get(contract_id)
    if (text !== undefined) return text
    all ??= parseJson(listed.text ?? '[]')
    return stringifyJson(Array.isArray(all) ? all[listed.ids.indexOf(contract_id)] : null)
  }
}

/** Null where it could not be read: then nothing is explained, and nothing proven. */
const historyOf = (nodeTwin: number, contract_id: bigint, signal: AbortSignal) =>
  callNodeText(
    nodeTwin,
    'zos.deployment.changes',
    { contract_id: asContract(contract_id) },
    signal,
  ).catch(() => null)

/** A verdict, and when it was given (Unix ms). */
export interface DatedSeal extends SeenSeal {
  at: number
}

/** The seals that pages of deployments have judged on a network. */
export function pageSeals(cache: QueryCache, network: string): DatedSeal[] {
  return cache.findAll({ queryKey: ['seal', network] }).flatMap(({ queryKey, state }) => {
    // all are of useSeal, the only one with this key
    const judged = state.data as JudgedSeal | undefined
    const [contract_id, hash] = queryKey.slice(2) as [bigint, string]
    if (!judged) return []
    const seal = listSealOf(judged.seal)
    return [{ contract_id, hash: hash.toLowerCase(), seal, at: state.dataUpdatedAt }]
  })
}

/** The latest verdict on each contract: what was broken yesterday may be whole today, and the other way round. */
export function latestSeals(all: readonly DatedSeal[]): ReadonlyMap<bigint, SeenSeal> {
  const latest = new Map<bigint, DatedSeal>()
  for (const one of all) {
    if (one.at >= (latest.get(one.contract_id)?.at ?? 0)) latest.set(one.contract_id, one)
  }
  return latest
}

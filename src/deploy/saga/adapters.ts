import type { ChainClient } from '#chain/client.ts'
import { ChainError } from '#chain/errors.ts'
import { follow } from '#chain/follow.ts'
import * as reads from '#chain/reads.ts'
import { submit } from '#chain/submit.ts'
import { parseJson } from '#lib/json.ts'
import { asTwin } from '#lib/ids.ts'
import { fromSs58 } from '#lib/ss58.ts'
import type { NodeClient } from '#node/client.ts'
import type { In } from '#node/commands.ts'
import { writeOf } from './calls.ts'
import type { SagaChain, SagaClock, SagaNode } from './ports.ts'

/** What of the chain sagas need, over the console's connection to it. */
export function sagaChain(client: () => Promise<ChainClient>): SagaChain {
  const api = async () => (await client()).api()
  return {
    async submit(calls, by, options) {
      return (await submit(await client(), writeOf(calls), by, options)).result
    },
    async follow(calls, signed, { signal, onProgress }) {
      const options = { signal, ...(onProgress && { onProgress }) }
      return (await follow(await client(), writeOf(calls), signed, options)).result
    },
    contract: async (id) => reads.contract(await api(), id),
    contractByHash: async (node, hash) => reads.contractByHash(await api(), node, hash),
    contractByName: async (name) => reads.contractByName(await api(), name),
    async accountOf(twin) {
      const id = asTwin(twin)
      const found = id === undefined ? undefined : await reads.twin(await api(), id)
      const account = found && fromSs58(found.accountId)
      if (account) return account
      throw new ChainError('bad-answer', `There is no twin ${twin} on the chain.`)
    },
  }
}

/** What of nodes sagas need. The bus writes what is parsed here as `wireOf` does, which is what is hashed before. */
export function sagaNode(node: NodeClient): SagaNode {
  const given = (signal: AbortSignal | undefined) => (signal ? { signal } : {})
  // the node judges its shape, and so did `insistOnHash` before
  const body = (text: string) => parseJson(text) as In<'zos.deployment.deploy'>
  return {
    async deploy(twin, text, signal) {
      await node.call(twin, 'zos.deployment.deploy', body(text), given(signal))
    },
    async update(twin, text, signal) {
      await node.call(twin, 'zos.deployment.update', body(text), given(signal))
    },
    get: (twin, contract_id, signal) =>
      node.text(twin, 'zos.deployment.get', { contract_id }, given(signal)),
    changes: (twin, contract_id, signal) =>
      node.text(twin, 'zos.deployment.changes', { contract_id }, given(signal)),
  }
}

/** The realm's own clock. */
export const realClock: SagaClock = {
  now: Date.now,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(done, ms)
      function done() {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      signal?.addEventListener('abort', done)
      if (signal?.aborted) done()
    }),
}
